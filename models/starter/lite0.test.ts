import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { inferenceModel, type InferenceNetwork } from '../session/export-network.ts';
import { Inference } from '../session/inference.ts';
import { loadWeights } from '../weights/load-weights.ts';
import { SafetensorsFile } from '../weights/safetensors-read.ts';
import { vectorLength } from '../weights/state-layout.ts';
import { dialectOf } from '../nets/backbones/dialect-of.ts';
import { lastOf, mapsByStride } from '../nets/backbones/taps.ts';
import { inspectBackbone } from '../nets/inspect-backbone.ts';
import { layoutOf, networks } from '../nets/registry.ts';
import { startWeights } from '../nets/start-weights.ts';
import { starterBackbone } from './lite0.ts';
import { starterEmbedder } from './lite0-fins.ts';

const { variant, weights } = starterBackbone;
const network = networks.lite0;
const layout = layoutOf(network);
const probePath = fileURLToPath(new URL('fixtures/lite0.probe.safetensors', import.meta.url));
const probe = await SafetensorsFile.open(probePath);
const { shape, begin } = probe.entry('picture');
const [height = 0, width = 0] = shape;
const bytes = (await readFile(probePath)).subarray(probe.header.dataStart + begin);

/** Planes of the probe's picture as the network wants them. */
function normalised(): Float32Array {
  const { mean, std } = dialectOf(network, variant).normalisation;
  const plane = height * width;
  return Float32Array.from({ length: 3 * plane }, (_, at) => {
    const channel = Math.floor(at / plane);
    const value = (bytes[(at % plane) * 3 + channel] ?? NaN) / 255;
    return (value - (mean[channel] ?? NaN)) / (std[channel] ?? NaN);
  });
}

/** ‖ours − due‖ / ‖due‖ */
function distance(ours: Float32Array, due: Float32Array): number {
  expect(ours).toHaveLength(due.length);
  const square = (values: Iterable<number>) => [...values].reduce((sum, v) => sum + v * v, 0);
  return Math.sqrt(square(due.map((value, at) => value - (ours[at] ?? NaN))) / square(due));
}

it.each([
  ['trainings start from', starterBackbone],
  ['ranks before anything was trained', starterEmbedder],
])('what %s is the file that its card says, with a place for every tensor', async (_, starter) => {
  const { card } = starter;
  const file = await readFile(starter.weights);
  expect(createHash('sha256').update(file).digest('hex')).toBe(card.sha256);
  await using opened = await SafetensorsFile.open(starter.weights);
  expect(inspectBackbone(opened)).toMatchObject({ network: 'lite0', naming: 'timm', prefix: '' });
  const report = await loadWeights(opened, layout, startWeights(layout, 1));
  expect(report).toEqual({ loaded: card.tensors, missing: [], extra: [], misshaped: [] });
  expect(vectorLength(layout.parameters) + vectorLength(layout.statistics)).toBe(card.numbers);
});

type Forward = InferenceNetwork['forward'];
const heads: [string, Forward][] = [
  ['maps', (_layers, map) => map],
  ['gem', (layers, map) => layers.flatten(layers.generalizedMean(map, 'gem'))],
];

it.each(heads)('sees in a picture what timm sees in it: %s', async (name, head) => {
  await using file = await SafetensorsFile.open(weights);
  const vectors = startWeights(layout, 1);
  await loadWeights(file, layout, vectors);
  const gem = { name: 'gem.p', shape: [1], offset: vectors.parameters.length };
  const model = inferenceModel({
    layout: { ...layout, parameters: [...layout.parameters, gem] },
    vectors: { ...vectors, parameters: Float32Array.from([...vectors.parameters, 3]) },
    forward: (layers, pictures) =>
      head(layers, lastOf(mapsByStride(network.taps(layers, pictures, { variant })), 32)),
    card: {
      network: starterBackbone.card.network,
      input: {
        name: 'pictures',
        shape: [3, height, width],
        ...dialectOf(network, variant).normalisation,
      },
      output: { name, shape: [], meaning: 'features' },
    },
  });
  await using inference = await Inference.open(model);
  const ours = await inference.run(normalised());
  expect(distance(ours, await probe.readFloats(name))).toBeLessThan(1e-4);
});
