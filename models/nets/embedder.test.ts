import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { fusionId, type FusionId } from '#terms/embedder/fusions.ts';
import { imageNet } from '#terms/embedder/normalisations.ts';
import { inferenceModel } from '../session/export-network.ts';
import { Inference } from '../session/inference.ts';
import { planStart } from '../session/train-step.ts';
import { TrainingSession } from '../session/training-session.ts';
import { writeSafetensors } from '../weights/safetensors-write.ts';
import { viewOf, type StateLayout } from '../weights/state-layout.ts';
import { toTorchvision } from './efficientnet/torchvision-names.ts';
import { efficientNets } from './efficientnet/presets.ts';
import { embedderExport, regionsModel } from './embedder-export.ts';
import {
  embeddingLength,
  embedderLayout,
  isHead,
  type EmbedderNetwork,
} from './embedder-network.ts';
import {
  inspectEmbedderFile,
  readEmbedder,
  startFrom,
  writeEmbedderWeights,
} from './embedder-weights.ts';
import { embedderPlan, type EmbedderTraining } from './embedder.ts';

const folder = await mkdtemp(join(tmpdir(), 'resight-embedder-'));
afterAll(() => rm(folder, { recursive: true }));

const network = (fusion: FusionId): EmbedderNetwork => ({
  backbone: 'b0',
  variant: 'torchvision',
  fusion,
  ...(fusion.startsWith('dolg') ? { width: 16 } : {}),
  dimensions: 24,
});
const square = (side: number) => ({ width: side, height: side });
const training = (change: Partial<EmbedderTraining> = {}): EmbedderTraining => ({
  ...network('gem-concat'),
  size: square(64),
  batch: 4,
  classes: 5,
  head: 'arcface',
  margin: 0.3,
  scale: 30,
  ...change,
});

/** Crops that differ by class, so that there is something to learn. */
function crops(labels: readonly number[], side: number): Float32Array {
  const plane = side * side;
  return Float32Array.from({ length: labels.length * 3 * plane }, (_, at) => {
    const label = labels[Math.floor(at / (3 * plane))] ?? 0;
    return Math.sin(((at % plane) * (label + 2)) / 9) + 0.1 * Math.sin(at * 1.3);
  });
}

function tensorOf(layout: StateLayout, vector: Float32Array, name: string): Float32Array {
  const slot = [...layout.parameters, ...layout.statistics].find((each) => each.name === name);
  if (!slot) throw new Error(`no ${name}`);
  return viewOf(vector, slot);
}

describe.each(fusionId.options)('an embedder with the fusion %s', (fusion) => {
  const side = fusion === 'gem-grid' ? 48 : 64;
  const { plan } = embedderPlan(training({ ...network(fusion), size: square(side) }));
  const { layout, vectors } = planStart(plan);

  it('has the tensors of its layout, with the head behind them', () => {
    const own = embedderLayout(network(fusion));
    expect(layout.statistics).toEqual(own.statistics);
    expect(layout.parameters.filter(({ name }) => !isHead(name))).toEqual(own.parameters);
    expect(layout.parameters.at(-1)?.name).toBe('arcface.weight');
  });

  it('gives embeddings of length one, alike for a picture alone and in a batch', async () => {
    const trained = { network: network(fusion), size: square(side), layout, vectors };
    await using inference = await Inference.open(inferenceModel(embedderExport(trained)));
    const pictures = crops([0, 1, 2], side);
    const together = await inference.run(pictures);
    const numbers = fusion === 'gem-norm' ? 1280 : 24;
    expect(together).toHaveLength(3 * numbers);
    expect(embeddingLength(network(fusion))).toBe(numbers);
    const second = together.subarray(numbers, 2 * numbers);
    expect(Math.hypot(...second)).toBeCloseTo(1, 5);
    const alone = await inference.run(pictures.subarray(3 * side * side, 2 * 3 * side * side));
    for (const [at, value] of alone.entries()) expect(second[at]).toBeCloseTo(value, 4);
  });

  it('can be taken apart by position: the mean of the parts is the embedding', async () => {
    const trained = { network: network(fusion), size: square(side), layout, vectors };
    await using whole = await Inference.open(inferenceModel(embedderExport(trained)));
    await using parts = await Inference.open(regionsModel(trained));
    const pictures = crops([3], side);
    const embedding = await whole.run(pictures);
    const regions = await parts.run(pictures);
    const positions = regions.length / embedding.length;
    const finest = {
      dolg: 16,
      'gem-concat': 16,
      'gem-grid': 36,
      'dolg-seed': 4,
      gem: 4,
      'gem-norm': 4,
    };
    expect(positions).toBe(finest[fusion]);
    let spread = 0;
    for (const [at, value] of embedding.entries()) {
      const here = regions.subarray(at * positions, (at + 1) * positions);
      expect(here.reduce((a, b) => a + b, 0) / positions).toBeCloseTo(value, 4);
      spread = Math.max(spread, Math.max(...here) - Math.min(...here));
    }
    expect(spread).toBeGreaterThan(0.01);
    // A heat map asks for two pictures at once.
    const both = await parts.run(Float32Array.from([...pictures, ...pictures]));
    expect(both).toHaveLength(2 * regions.length);
    for (const [at, value] of regions.entries())
      expect(both[regions.length + at]).toBeCloseTo(value, 4);
  });
});

it("DOLG's parts are the embedding under generalised means a channel over the fused map too", async () => {
  const pooled: EmbedderNetwork = {
    ...network('dolg-seed'),
    fusedPool: 'gem',
    globalPool: 'average',
    powers: 'channel',
  };
  const { layout, vectors } = planStart(embedderPlan(training(pooled)).plan);
  const trained = { network: pooled, size: square(64), layout, vectors };
  await using whole = await Inference.open(inferenceModel(embedderExport(trained)));
  await using parts = await Inference.open(regionsModel(trained));
  const pictures = crops([3], 64);
  const embedding = await whole.run(pictures);
  const regions = await parts.run(pictures);
  const positions = regions.length / embedding.length;
  for (const [at, value] of embedding.entries()) {
    const here = regions.subarray(at * positions, (at + 1) * positions);
    expect(here.reduce((a, b) => a + b, 0) / positions).toBeCloseTo(value, 4);
  }
});

it('an embedder in grey sees neither the colour of the water nor the light', async () => {
  const grey: EmbedderNetwork = { ...network('gem-grid'), tones: 'grey' };
  const { layout, vectors } = planStart(embedderPlan(training({ ...grey, size: square(48) })).plan);
  const trained = { network: grey, size: square(48), layout, vectors };
  await using inference = await Inference.open(inferenceModel(embedderExport(trained)));
  const pictures = crops([1], 48);
  const plain = await inference.run(pictures);
  const plane = 48 * 48;
  const bluer = pictures.map((value, at) => 2 * value + (at >= 2 * plane ? 0.7 : 0.1));
  const other = await inference.run(bluer);
  for (const [at, value] of plain.entries()) expect(other[at]).toBeCloseTo(value, 1);
  expect(() => embedderPlan(training({ ...grey, size: square(64) }))).toThrow(/multiple of 48/);
});

it('an embedder in shades of grey sees of a picture in colour what one in colour sees of its grey copy', async () => {
  const colour = network('gem-norm');
  const size = square(48);
  const { layout, vectors } = planStart(embedderPlan(training({ ...colour, size })).plan);
  const run = async (tones: 'colour' | 'shades', pictures: Float32Array) => {
    const trained = { network: { ...colour, tones }, size, layout, vectors };
    await using inference = await Inference.open(inferenceModel(embedderExport(trained)));
    return await inference.run(pictures);
  };
  const pictures = crops([1], 48);
  const plane = 48 * 48;
  const { mean, std } = imageNet;
  const grey = pictures.map((_, at) => {
    const channel = Math.floor(at / plane);
    const luma = [0.299, 0.587, 0.114].reduce((sum, share, of) => {
      const value = pictures[of * plane + (at % plane)] ?? NaN;
      return sum + share * (value * (std[of] ?? NaN) + (mean[of] ?? NaN));
    }, 0);
    return (luma - (mean[channel] ?? NaN)) / (std[channel] ?? NaN);
  });
  const seen = await run('shades', pictures);
  for (const [at, value] of (await run('colour', grey)).entries())
    expect(seen[at]).toBeCloseTo(value, 4);
});

describe('training an embedder', () => {
  it('learns its classes, with two centres, species and margins by class', async () => {
    const asked = training({
      centres: 2,
      margin: [0.3, 0.1, 0.1, 0.2, 0.2],
      species: 2,
      smoothing: 0.05,
      dropPath: 0,
    });
    const { plan, batchOf } = embedderPlan(asked);
    await using session = await TrainingSession.open(plan, { device: 'cpu', seed: 1 });
    const losses: number[] = [];
    for (let step = 0; step < 12; step++) {
      const labels = [0, 1, 2, 3].map((at) => (at + step) % 5);
      const species = labels.map((label) => (label === 4 ? -1 : label % 2));
      const batch = batchOf(crops(labels, 64), labels, species);
      const { loss, watched } = await session.step(batch, { learningRate: 2e-3 });
      losses.push(loss);
      expect(Object.keys(watched)).toEqual(['individuals', 'species']);
    }
    const mean = (some: number[]) => some.reduce((a, b) => a + b, 0) / some.length;
    expect(mean(losses.slice(-3))).toBeLessThan(0.6 * mean(losses.slice(0, 3)));
  });

  it('takes a step with one crop, which has no spread to norm by', async () => {
    const { plan, batchOf } = embedderPlan(training({ ...network('dolg'), batch: 1 }));
    await using session = await TrainingSession.open(plan, { device: 'cpu' });
    const { loss } = await session.step(batchOf(crops([1], 64), [1]), { learningRate: 1e-3 });
    expect(loss).toBeGreaterThan(0);
  });

  it("leaves the backbone's statistics as they are with frozen norms, and moves them without", async () => {
    for (const frozenNorm of [true, false]) {
      const { plan, batchOf } = embedderPlan(training({ frozenNorm }));
      await using session = await TrainingSession.open(plan, { device: 'cpu' });
      await session.step(batchOf(crops([0, 1, 2, 3], 64), [0, 1, 2, 3]), { learningRate: 1e-3 });
      const { statistics } = await session.vectors();
      const means = (name: string) => tensorOf(session.layout, statistics, `${name}.running_mean`);
      expect(means('bn2').every((mean) => mean === 0)).toBe(frozenNorm);
      expect(means('neck.norm').every((mean) => mean === 0)).toBe(false);
    }
  });

  it('changes its last stages alone where it was asked to, and runs the others as in use', async () => {
    const { plan, batchOf } = embedderPlan(
      training({ ...network('gem-norm'), learns: 'last-stages' }),
    );
    const start = planStart(plan);
    await using session = await TrainingSession.open(plan, { device: 'cpu' });
    const labels = [0, 1, 2, 3];
    await session.step(batchOf(crops(labels, 64), labels), { learningRate: 1e-3 });
    const after = await session.vectors();
    const isSame = (part: 'parameters' | 'statistics', name: string) =>
      Buffer.compare(
        Buffer.from(tensorOf(session.layout, after[part], name).slice().buffer),
        Buffer.from(tensorOf(start.layout, start.vectors[part], name).slice().buffer),
      ) === 0;
    expect(isSame('parameters', 'blocks.3.2.conv_pwl.weight')).toBe(true);
    expect(isSame('statistics', 'blocks.3.2.bn3.running_mean')).toBe(true);
    expect(isSame('parameters', 'blocks.4.0.conv_pw.weight')).toBe(false);
    expect(isSame('statistics', 'blocks.4.0.bn1.running_mean')).toBe(false);
    expect(isSame('parameters', 'fusion.gem.p')).toBe(false);
  });

  it('begins without a margin where it rises, and ends with all of it', async () => {
    const wide = { ...network('gem-norm'), size: { width: 64, height: 32 }, dropPath: 0 };
    const lossOf = async (change: Partial<EmbedderTraining>, rise?: number) => {
      const { plan, batchOf } = embedderPlan(training({ ...wide, ...change }));
      await using session = await TrainingSession.open(plan, { device: 'cpu', seed: 3 });
      const pictures = crops([0, 1, 2, 3], 64).subarray(0, 4 * 3 * 64 * 32);
      const batch = batchOf(pictures, [0, 1, 2, 3], undefined, rise);
      return (await session.step(batch, { learningRate: 0 })).loss;
    };
    expect(await lossOf({ rises: true }, 0)).toBeCloseTo(await lossOf({ margin: 0 }), 4);
    expect(await lossOf({ rises: true }, 1)).toBeCloseTo(await lossOf({}), 4);
  }, 120_000);

  it('cannot be asked for with one individual, crooked crops or labels of nobody', () => {
    expect(() => embedderPlan(training({ classes: 1 }))).toThrow('at least two');
    expect(() => embedderPlan(training({ size: { width: 64, height: 100 } }))).toThrow(
      'multiple of 32',
    );
    expect(() => planStart(embedderPlan(training({ margin: [0.1] })).plan)).toThrow(
      '1 margins for 5 classes',
    );
    const { batchOf } = embedderPlan(training({ species: 2 }));
    const pictures = crops([0, 1, 2, 3], 64);
    expect(() => batchOf(pictures, [0, 1, 2, 5], [0, 0, 0, 0])).toThrow('class number 5');
    expect(() => batchOf(pictures, [0, 1, 2, 3])).toThrow('0 species numbers for 4 crops');
    expect(() => batchOf(pictures, [0, 1])).toThrow('4 crops in');
  });
});

describe('the weights of an embedder', () => {
  const asked = training({ seed: 7 });
  const { layout, vectors } = planStart(embedderPlan(asked).plan);
  const path = join(folder, 'earlier.safetensors');

  it('come back from disk without the head, in half precision too', async () => {
    await writeEmbedderWeights(path, network('gem-concat'), { layout, vectors });
    const read = await readEmbedder(path);
    expect(read.network).toEqual(network('gem-concat'));
    const half = join(folder, 'half.safetensors');
    await writeEmbedderWeights(half, network('gem-concat'), { layout, vectors }, 'F16');
    expect((await stat(half)).size).toBeLessThan(0.55 * (await stat(path)).size);
    const halved = await readEmbedder(half);
    for (const name of ['blocks.2.0.conv_pw.weight', 'neck.dense.weight', 'fusion.gem16.p']) {
      const due = tensorOf(layout, vectors.parameters, name);
      expect(tensorOf(read.layout, read.vectors.parameters, name)).toEqual(due);
      for (const [at, value] of tensorOf(halved.layout, halved.vectors.parameters, name).entries())
        expect(value).toBeCloseTo(due[at] ?? NaN, 3);
    }
  });

  it('begin another training: all but the head, for other individuals', async () => {
    const other = training({ seed: 8, classes: 9, optimizer: { ...adam, average: true } });
    const start = planStart(embedderPlan(other).plan);
    const head = tensorOf(start.layout, start.vectors.parameters, 'arcface.weight').slice();
    const report = await startFrom(path, other, start.layout, start.vectors);
    expect(report.missing).toEqual(['arcface.weight']);
    expect(report.misshaped).toEqual([]);
    expect(tensorOf(start.layout, start.vectors.parameters, 'neck.dense.weight')).toEqual(
      tensorOf(layout, vectors.parameters, 'neck.dense.weight'),
    );
    expect(tensorOf(start.layout, start.vectors.parameters, 'arcface.weight')).toEqual(head);
    expect(start.vectors.average).toEqual(start.vectors.parameters);
  });

  it('keep the backbone where the neck is of another size, and say so', async () => {
    const wider = training({ dimensions: 32, seed: 9 });
    const start = planStart(embedderPlan(wider).plan);
    const report = await startFrom(path, wider, start.layout, start.vectors);
    expect(report.misshaped.map(({ name }) => name)).toContain('neck.dense.weight');
    expect(tensorOf(start.layout, start.vectors.parameters, 'conv_stem.weight')).toEqual(
      tensorOf(layout, vectors.parameters, 'conv_stem.weight'),
    );
  });

  it("may be torchvision's, whose backbone is taken under its own names", async () => {
    const kinds = efficientNets.b0.stages.map(({ kind }) => kind);
    const theirs = join(folder, 'torchvision.safetensors');
    const tensors = (['parameters', 'statistics'] as const).flatMap((part) =>
      layout[part].flatMap((slot) => {
        const name = toTorchvision(slot.name, kinds);
        return name ? [{ name, shape: slot.shape, values: viewOf(vectors[part], slot) }] : [];
      }),
    );
    await writeSafetensors(theirs, tensors);
    expect(await inspectEmbedderFile(theirs)).toEqual({
      network: null,
      backbone: 'b0',
      variant: 'torchvision',
      crops: null,
    });
    const other = training({ seed: 10 });
    const start = planStart(embedderPlan(other).plan);
    const report = await startFrom(theirs, other, start.layout, start.vectors);
    expect(report.missing.every((name) => /^(fusion|neck|arcface)\./.test(name))).toBe(true);
    expect(tensorOf(start.layout, start.vectors.parameters, 'blocks.6.0.conv_pwl.weight')).toEqual(
      tensorOf(layout, vectors.parameters, 'blocks.6.0.conv_pwl.weight'),
    );
    // Alone it serves too: the mean of its last map is what is compared.
    const bare = await readEmbedder(theirs);
    expect(bare.network).toMatchObject({ fusion: 'gem-norm', dimensions: 1280 });
    expect(tensorOf(bare.layout, bare.vectors.parameters, 'conv_stem.weight')).toEqual(
      tensorOf(layout, vectors.parameters, 'conv_stem.weight'),
    );
  });

  it('of another backbone are refused with the way out', async () => {
    const other = training({ backbone: 'b1' });
    const start = planStart(embedderPlan(other).plan);
    await expect(startFrom(path, other, start.layout, start.vectors)).rejects.toThrow(
      'holds EfficientNet B0, and EfficientNet B1 is to be trained',
    );
  });
});

const adam = { kind: 'adamw', beta1: 0.9, beta2: 0.999, eps: 1e-8, weightDecay: 0.01 } as const;
