import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { BackboneId } from '#terms/embedder/backbones.ts';
import { vectorLength, viewOf } from '../weights/state-layout.ts';
import { toTorchvision } from './efficientnet/torchvision-names.ts';
import { dialectOf, variantsOf } from './backbones/dialect-of.ts';
import { mapsByStride } from './backbones/taps.ts';
import { efficientNets } from './efficientnet/presets.ts';
import { ShapeLayers } from '../layers/shape-layers.ts';
import { classify, detectorLayout, layoutOf, networks, detectors } from './registry.ts';
import { startWeights } from './start-weights.ts';

interface Fixture {
  names: Partial<Record<BackboneId, { tensors: number; sha256: string }>>;
}
const fixture = JSON.parse(
  await readFile(new URL('fixtures/efficientnet.json', import.meta.url), 'utf8'),
) as Fixture;

describe.each(Object.values(networks))('$id', (network) => {
  const layout = layoutOf(network, 1000);

  it('has exactly the parameters that its paper and the libraries count', () => {
    expect(vectorLength(layout.parameters)).toBe(network.parameters);
  });

  it('keeps its tensors side by side, without gap or overlap', () => {
    for (const slots of [layout.parameters, layout.statistics]) {
      let end = 0;
      for (const slot of slots) {
        expect(slot.offset).toBe(end);
        end += slot.shape.reduce((a, b) => a * b, 1);
      }
    }
  });

  it('gives logits for pictures of odd sides in every dialect, on the same tensors', () => {
    for (const variant of variantsOf(network)) {
      const layers = new ShapeLayers();
      const logits = classify(layers, { shape: [2, 3, 97, 131] }, network, 7, variant);
      expect(logits.shape).toEqual([2, 7]);
      expect(layers.layout).toEqual(layoutOf(network, 7));
    }
  });
});

describe.each(Object.values(detectors))('$id', (detector) => {
  it('has exactly the parameters that are published, and a map of proposals at each stride', () => {
    const layers = new ShapeLayers();
    const maps = detector.propose(layers, { shape: [2, 3, 96, 160] }, 1);
    expect(vectorLength(layers.layout.parameters)).toBe(detector.parameters);
    const sides = maps.map(({ shape: [n, , h, w] }) => [n, h, w]);
    expect(sides).toEqual([
      [2, 12, 20],
      [2, 6, 10],
      [2, 3, 5],
    ]);
  });

  it('refuses pictures that its coarsest map does not divide, and no classes', () => {
    const layers = new ShapeLayers();
    const propose = (side: number, classes: number) => () =>
      detector.propose(layers, { shape: [1, 3, side, 64] }, classes);
    expect(propose(100, 1)).toThrow('64×100 pixels: both sides must be multiples of 32');
    expect(propose(64, 0)).toThrow('at least one class');
  });
});

describe('detectors of eighty classes', () => {
  it.each([
    ['n', 1_872_157],
    ['s', 7_235_389],
  ] as const)('have the parameters that are published: %s', (size, parameters) => {
    expect(vectorLength(detectorLayout({ size, classes: 80 }).parameters)).toBe(parameters);
  });
});

const inTorchvision = Object.values(efficientNets).filter(({ dialects }) => dialects.torchvision);

describe.each(inTorchvision)('the tensors of EfficientNet $id', (preset) => {
  const kinds = preset.stages.map(({ kind }) => kind);
  const { parameters, statistics } = layoutOf(networks[preset.id], 1000);

  it("have timm's names, torchvision's names and both libraries' shapes", () => {
    const { tensors, sha256 } = fixture.names[preset.id] ?? {};
    const lines = [...parameters, ...statistics]
      .map(({ name, shape }) => `${name} ${toTorchvision(name, kinds)} [${shape.join(',')}]`)
      .sort();
    expect(lines).toHaveLength(tensors ?? 0);
    expect(createHash('sha256').update(lines.join('\n')).digest('hex')).toBe(sha256);
  });

  it('have a name of its own each in torchvision', () => {
    const all = [...parameters, ...statistics].map(({ name }) => toTorchvision(name, kinds));
    expect(new Set(all).size).toBe(all.length);
  });
});

describe.each(Object.values(networks))('the taps of $id', (network) => {
  it('go down to stride 32 without leaving one out, each map of its stride', () => {
    const [height, width] = [224, 160];
    for (const variant of variantsOf(network)) {
      const pictures = { shape: [2, 3, height, width] };
      const taps = [...network.taps(new ShapeLayers(), pictures, { variant })];
      expect([...new Set(taps.map(({ stride }) => stride))]).toEqual([2, 4, 8, 16, 32]);
      for (const { stride, map } of taps)
        expect([map.shape[0], map.shape[2], map.shape[3]]).toEqual([
          2,
          height / stride,
          width / stride,
        ]);
    }
  });

  it('are there only as far as they are asked for', () => {
    const whole = layoutOf(network).parameters;
    const layers = new ShapeLayers();
    const [variant] = variantsOf(network);
    mapsByStride(network.taps(layers, { shape: [1, 3, 64, 64] }, { variant }), 8);
    const { parameters } = layers.layout;
    expect(parameters.length).toBeLessThan(whole.length / 2);
    expect(parameters).toEqual(whole.slice(0, parameters.length));
  });
});

describe.each(Object.values(efficientNets))('the maps of EfficientNet $id', (preset) => {
  it('have the channels of stem, stages and head', () => {
    const pictures = { shape: [1, 3, 64, 64] };
    const network = networks[preset.id];
    expect(
      [...network.taps(new ShapeLayers(), pictures, { variant: 'timm' })].map(
        ({ map }) => map.shape[1],
      ),
    ).toEqual([preset.stem, ...preset.stages.map(({ channels }) => channels), preset.head]);
  });
});

describe('start weights', () => {
  const layout = layoutOf(networks.b0, 10);

  it('are the same for a seed, others for another', () => {
    const first = startWeights(layout, 1).parameters;
    expect(Buffer.compare(bytesOf(first), bytesOf(startWeights(layout, 1).parameters))).toBe(0);
    expect(Buffer.compare(bytesOf(first), bytesOf(startWeights(layout, 2).parameters))).not.toBe(0);
  });

  it("have He's variance in convolutions and neutral norms", () => {
    const { parameters, statistics } = startWeights(layout, 5);
    const conv = layout.parameters.find(({ name }) => name === 'blocks.5.0.conv_pw.weight');
    const norm = layout.parameters.find(({ name }) => name === 'bn1.weight');
    const variance = layout.statistics.find(({ name }) => name === 'bn1.running_var');
    if (!conv || !norm || !variance) throw new Error('B0 lost a tensor');
    const values = viewOf(parameters, conv);
    const square = values.reduce((sum, v) => sum + v * v, 0) / values.length;
    // 75,264 even numbers: three standard errors are below one per cent.
    expect(square / (2 / 112)).toBeCloseTo(1, 1.9);
    expect(new Set(viewOf(parameters, norm))).toEqual(new Set([1]));
    expect(new Set(viewOf(statistics, variance))).toEqual(new Set([1]));
  });
});

describe('a network that cannot be', () => {
  it('is refused in a dialect that nobody speaks, with those there are', () => {
    expect(() => dialectOf({ id: 'b0', dialects: {} }, 'timm')).toThrow(
      'not known as one of "timm"',
    );
  });

  it('is refused where shapes do not fit', () => {
    const layers = new ShapeLayers();
    const map = { shape: [1, 4, 5, 5] };
    expect(() => layers.add(map, { shape: [1, 3, 5, 5] })).toThrow('[1, 4, 5, 5] and [1, 3, 5, 5]');
    expect(() => layers.linear(map, { name: 'fc', features: 2 })).toThrow('flatten it first');
    layers.convolution(map, { name: 'a', channels: 2, kernel: 3 });
    expect(() => layers.convolution(map, { name: 'a', channels: 2, kernel: 3 })).toThrow(
      'own the tensor a.weight',
    );
    expect(() =>
      layers.convolution(map, { name: 'b', channels: 2, kernel: 7, padding: 0 }),
    ).toThrow('larger pictures');
  });
});

function bytesOf(values: Float32Array): Buffer {
  return Buffer.from(values.buffer);
}
