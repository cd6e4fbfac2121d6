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
