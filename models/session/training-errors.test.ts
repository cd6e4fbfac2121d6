import { expect, it } from 'vitest';
import { Graph } from '#models/graph/graph.ts';
import { memoryOf } from '#models/graph/memory.ts';
import { deviceFailure } from './training-errors.ts';

const stepOver = (pixels: number) => {
  const graph = new Graph();
  const x = graph.input('x', [16, 3, pixels, pixels]);
  graph.output('y', graph.node('Relu', [x], x.shape));
  return memoryOf(graph);
};
const cause = new Error('Failed to allocate memory ');

it('a step that a graphics card could not take names its largest tensor and the way out', () => {
  const { message } = deviceFailure('webgpu', stepOver(1024), cause);
  expect(message).toContain('[16, 3, 1024, 1024] needs 192 MB at once');
  expect(message).toContain('(Failed to allocate memory)');
  expect(message).toContain('Choose a smaller batch or picture, or the device "cpu".');
});

it('a step that the processor could not take says what memory it wanted', () => {
  const { message } = deviceFailure('cpu', stepOver(1024), cause);
  expect(message).toMatch(/Device cpu: could not take a step, which needs about \d+ MB/);
  expect(message).toMatch(/Choose a smaller batch\.$/);
  expect(deviceFailure('webgpu', stepOver(64), cause).message).toContain('or the device "cpu".');
});
