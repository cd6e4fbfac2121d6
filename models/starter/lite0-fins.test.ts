import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { layoutOf, networks } from '../nets/registry.ts';
import { startWeights } from '../nets/start-weights.ts';
import { loadWeights } from '../weights/load-weights.ts';
import { SafetensorsFile } from '../weights/safetensors-read.ts';
import { vectorLength } from '../weights/state-layout.ts';
import { starterEmbedder } from './lite0-fins.ts';

it('the starter embedder is the file that its card says, with a place in the network for every tensor', async () => {
  const { card, weights } = starterEmbedder;
  expect(
    createHash('sha256')
      .update(await readFile(weights))
      .digest('hex'),
  ).toBe(card.sha256);
  const layout = layoutOf(networks.lite0);
  await using file = await SafetensorsFile.open(weights);
  const report = await loadWeights(file, layout, startWeights(layout, 1));
  expect(report).toEqual({ loaded: card.tensors, missing: [], extra: [], misshaped: [] });
  expect(vectorLength(layout.parameters) + vectorLength(layout.statistics)).toBe(card.numbers);
});
