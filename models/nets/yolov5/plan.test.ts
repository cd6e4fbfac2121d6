import { readFile } from 'node:fs/promises';
import { InferenceSession, Tensor } from '#models/onnx/runtime.ts';
import { describe, expect, it } from 'vitest';
import { standardProfile, type Profile } from '#models/autodiff/primitive.ts';
import { cpuProfile } from '#models/ops/probe-nchwc.ts';
import { momentsOf, stepScalars } from '../../optim/optimizer.ts';
import { sessionOptions } from '../../session/device.ts';
import { buildTrainStep } from '../../session/train-step.ts';
import { TrainingSession } from '../../session/training-session.ts';
import { viewOf } from '../../weights/state-layout.ts';
import { streamOf, uniformAt } from '../../random/counter-random.ts';
import type { LabelledBox } from '../detectors/labelled-box.ts';
import { drawnWeights } from '../fixtures/drawn-network.ts';
import { drawnPictures } from '../detectors/fixtures/drawn-detector.ts';
import { isBackbone } from './network.ts';
import type { DetectorTraining } from '../detectors/detector-network.ts';
import { yoloOptimizers, yoloPlan } from './plan.ts';
import { defaultAnchors, strides, yolov5 } from './presets.ts';
import { matchesOn, matchHead, packMatches } from './targets.ts';

interface Fixture {
  side: number;
  /** Picture, label, middle and sides. */
  boxes: [number, number, number, number, number, number][];
  /** For each map: picture, anchor, row, column, middle and sides in cells, label. */
  matches: number[][][];
  loss: { box: number; object: number; class: number };
  /** Of each tensor: squared length, then products with four streams of random signs. */
  sketch: Record<string, [number, number, number, number, number]>;
}
const fixture = JSON.parse(
  await readFile(new URL('fixtures/yolov5.json', import.meta.url), 'utf8'),
) as Fixture;
const { side } = fixture;
const boxes: LabelledBox[][] = [[], []];
for (const [picture, label, x, y, w, h] of fixture.boxes)
  boxes[picture]?.push({ label, x: x - w / 2, y: y - h / 2, w, h });

const training: DetectorTraining = {
  size: 'n',
  classes: 2,
  anchors: defaultAnchors,
  input: side,
  batch: 2,
  optimizer: 'sgd',
};

describe('targets', () => {
  it.each([0, 1, 2])('of map %i are those of the formulas', (map) => {
    const cells = side / (strides[map] ?? NaN);
    const ours = matchesOn(boxes, map, defaultAnchors, { width: side, height: side }).map(
      ({ row, x, y, w, h, label }) => {
        const place = [cells * cells * 3, cells * cells, cells, 1];
        const [picture, anchor, line, column] = place.map((size, at) =>
          Math.floor((at === 0 ? row : row % (place[at - 1] ?? 1)) / size),
        );
        return [picture, anchor, line, column, x, y, w, h, label];
      },
    );
    const due = fixture.matches[map] ?? [];
    const sorted = (rows: (number | undefined)[][]) =>
      rows.map((row) => row.map((value) => Number(value).toFixed(6)).join(' ')).sort();
    expect(due.length).toBeGreaterThan(10);
    expect(sorted(ours)).toEqual(sorted(due));
  });

  it('that are more than fit are thinned out, and share one weight in all', () => {
    const matches = matchesOn(boxes, 0, defaultAnchors, { width: side, height: side });
    const rows = 10;
    const packed = packMatches(matches, 2, rows);
    const weights = Array.from(
      { length: rows },
      (_, at) => packed[at * (matchHead + 2) + 7] ?? NaN,
    );
    expect(matches.length).toBeGreaterThan(rows);
    expect(weights.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 6);
    expect(new Set(Array.from({ length: rows }, (_, at) => packed[at * 10]))).toHaveProperty(
      'size',
      10,
    );
  });
});

/** Loss parts and gradient of the fixture's batch. */
async function firstStep(profile: Profile, change: Partial<DetectorTraining> = {}) {
  const { plan, batchOf } = yoloPlan(yolov5.n, { ...training, ...change });
  const step = buildTrainStep({ ...plan, profile, withGradient: true });
  const start = { ...step.start, ...drawnWeights(step.layout) };
  const feeds: Record<string, Tensor> = {};
  for (const [name, { values, shape }] of Object.entries(
    batchOf(drawnPictures(2, side, side), boxes),
  ))
    feeds[name] = new Tensor('float32', values, shape);
  for (const name of ['parameters', 'statistics', ...momentsOf(yoloOptimizers.sgd)] as const)
    feeds[name] = new Tensor('float32', start[name] ?? [], [start[name]?.length ?? 0]);
  for (const [name, value] of Object.entries(stepScalars(yoloOptimizers.sgd, 0, 0.01, 0.5)))
    feeds[name] = new Tensor('float32', Float32Array.of(Number(value)), []);
  const session = await InferenceSession.create(step.model, sessionOptions('cpu', { threads: 2 }));
  const results = await session.run(feeds);
  await session.release();
  const floats = (name: string) => results[name]?.data as Float32Array;
  return { layout: step.layout, start, floats };
}

const profiles: [string, () => Promise<Profile>][] = [
  ['cpu', cpuProfile],
  ['standard', () => Promise.resolve(standardProfile)],
];

describe.each(profiles)("a detector's step, %s lowerings", (_, profile) => {
  it("has PyTorch's float64 loss, part by part, and its whole gradient to 2e-4 of its length", async () => {
    const { layout, floats } = await firstStep(await profile());
    for (const part of ['box', 'object', 'class'] as const)
      expect((floats(part)[0] ?? NaN) / fixture.loss[part]).toBeCloseTo(1, 4);
    expect(layout.parameters.map(({ name }) => name).sort()).toEqual(
      Object.keys(fixture.sketch).sort(),
    );
    const gradient = floats('gradient');
    // E[(r·d)²] = |d|² for random signs r, so the products measure the length of the difference.
    let difference = 0;
    let length = 0;
    for (const slot of layout.parameters) {
      const [square, ...products] = fixture.sketch[slot.name] ?? [NaN];
      length += square;
      for (const [k, product] of products.entries()) {
        const stream = streamOf(1000 + k, slot.name);
        let ours = 0;
        for (const [at, value] of viewOf(gradient, slot).entries())
          ours += uniformAt(stream, at) < 0 ? -value : value;
        difference += (ours - product) ** 2 / products.length;
      }
    }
    // PyTorch's own gradient in float32 is 7e-5 away.
    expect(Math.sqrt(difference / length)).toBeLessThan(2e-4);
  }, 60_000);
});

describe('a plan', () => {
  it('with a frozen backbone leaves its weights and statistics as they are, to the bit', async () => {
    const { layout, start, floats } = await firstStep(await cpuProfile(), {
      freezeBackbone: true,
    });
    let moved = 0;
    const movedBackbone: string[] = [];
    for (const [slots, name] of [
      [layout.parameters, 'parameters'],
      [layout.statistics, 'statistics'],
    ] as const)
      for (const slot of slots) {
        const same = viewOf(floats(`${name}_next`), slot).every(
          (value, at) => value === viewOf(start[name], slot)[at],
        );
        if (!same && isBackbone(slot.name)) movedBackbone.push(slot.name);
        else if (!same) moved += 1;
      }
    expect(movedBackbone).toEqual([]);
    expect(moved).toBeGreaterThan(100);
  }, 60_000);

  it('computes blocks twice for less memory and the same gradient', async () => {
    const [plain, twice] = [
      await firstStep(await cpuProfile()),
      await firstStep(await cpuProfile(), { checkpoint: 'blocks' }),
    ];
    const [due, got] = [plain.floats('gradient'), twice.floats('gradient')];
    const square = (values: Float32Array) => values.reduce((sum, v) => sum + v * v, 0);
    const apart = due.map((value, at) => value - (got[at] ?? NaN));
    expect(square(apart)).toBeLessThan(1e-10 * square(due));
  }, 60_000);

  it('learns from pictures without any box that nothing is there, and from boxes what they are', async () => {
    const { plan, batchOf } = yoloPlan(yolov5.n, training);
    await using session = await TrainingSession.open(plan, { device: 'cpu' });
    const pictures = drawnPictures(2, side, side);
    const rates = { learningRate: 0.03, averageDecay: 0.5 };
    const empty = await session.step(batchOf(pictures, [[], []]), rates);
    expect(empty.watched['box']?.[0]).toBe(0);
    expect(empty.watched['class']?.[0]).toBe(0);
    expect(empty.watched['object']?.[0]).toBeGreaterThan(0);
    const losses: number[] = [];
    for (let at = 0; at < 25; at++)
      losses.push((await session.step(batchOf(pictures, boxes), rates)).loss);
    expect(losses.at(-1)).toBeLessThan(0.9 * (losses[0] ?? NaN));
  }, 60_000);

  it('refuses half a batch, unknown classes, odd sides and more proposals than it can number', () => {
    const { batchOf } = yoloPlan(yolov5.n, training);
    const pictures = drawnPictures(2, side, side);
    expect(() => batchOf(pictures, [[]])).toThrow('2 pictures in 98304 values were due');
    expect(() => batchOf(pictures, [[{ label: 2, x: 0, y: 0, w: 9, h: 9 }], []])).toThrow(
      'class number 2; the detector knows 0 to 1',
    );
    expect(() => yoloPlan(yolov5.n, { ...training, input: 1536, batch: 256 })).toThrow(
      'choose a smaller batch',
    );
    const odd = yoloPlan(yolov5.n, { ...training, input: 100 }).plan;
    expect(() => buildTrainStep({ ...odd, profile: standardProfile })).toThrow('multiples of 32');
  });
});
