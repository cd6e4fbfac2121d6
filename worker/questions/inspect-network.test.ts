import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { Graph } from '#models/graph/graph.ts';
import { inspectNetwork } from './inspect-network.ts';

const folder = await mkdtemp(join(tmpdir(), 'resight-inspect-'));
afterAll(() => rm(folder, { recursive: true }));

it('refuses a network with an operation that the runtime does not have, by its name', async () => {
  const graph = new Graph();
  const pictures = graph.input('pictures', [1, 3, 32, 32]);
  const flat = graph.node('Flatten', [pictures], [1, 3072]);
  graph.output('embedding', graph.node('FinFinder', [flat], [1, 3072]));
  const path = join(folder, 'strange.onnx');
  await writeFile(path, graph.encode());
  await expect(inspectNetwork({ path, input: null })).rejects.toThrow(
    /strange\.onnx cannot be run: .*No Op registered for FinFinder.* Choose another network/s,
  );
});

it('refuses a network that asks for more memory than there is, before the runtime sees it', async () => {
  const graph = new Graph();
  const pictures = graph.input('pictures', [1, 3, 32, 32]);
  const shape = graph.integers([100_000, 100_000, 1000]);
  const flat = graph.node('Flatten', [pictures], [1, 3072]);
  const huge = graph.node('ConstantOfShape', [shape], [100_000, 100_000, 1000]);
  graph.output('embedding', graph.node('Add', [flat, huge], [1, 3072]));
  const path = join(folder, 'huge.onnx');
  await writeFile(path, graph.encode());
  await expect(inspectNetwork({ path, input: null })).rejects.toThrow(
    /huge\.onnx is no ONNX network .*makes a tensor of 10000000000000 numbers/,
  );
});

it.runIf(process.platform === 'linux')('refuses a device', async () => {
  await expect(inspectNetwork({ path: '/dev/zero', input: null })).rejects.toThrow(
    'it is a device, a pipe or a folder, no file',
  );
});
