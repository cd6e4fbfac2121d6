import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { standardProfile, type Profile } from '#models/autodiff/primitive.ts';
import { InferenceSession, Tensor } from '#models/onnx/runtime.ts';
import { cpuProfile } from '#models/ops/probe-nchwc.ts';
import type { LabelledBox } from '../detectors/labelled-box.ts';
import { momentsOf, stepScalars } from '../../optim/optimizer.ts';
import { streamOf, uniformAt } from '../../random/counter-random.ts';
import { sessionOptions } from '../../session/device.ts';
import { buildTrainStep } from '../../session/train-step.ts';
import { viewOf } from '../../weights/state-layout.ts';
import type { DetectorTraining } from '../detectors/detector-network.ts';
import { drawnPictures } from '../detectors/fixtures/drawn-detector.ts';
import { drawnWeights } from '../fixtures/drawn-network.ts';
import { detectors } from '../registry.ts';
import { isBackbone, perClass, strides } from './network.ts';
import { planesPerClass, targetsOn } from './targets.ts';

interface Fixture {
  side: number;
  /** Picture, label, middle and sides. */
  boxes: [number, number, number, number, number, number][];
  /** For each map: picture, label, row, column and four distances in cells. */
  taught: number[][][];
  loss: { class: number; box: number };
  /** Of each tensor: squared length, then products with four streams of random signs. */
  sketch: Record<string, [number, number, number, number, number]>;
}
const fixture = JSON.parse(
  await readFile(new URL('fixtures/pyramid.json', import.meta.url), 'utf8'),
) as Fixture;
const { side } = fixture;
const boxes: LabelledBox[][] = [[], []];
for (const [picture, label, x, y, w, h] of fixture.boxes)
  boxes[picture]?.push({ label, x: x - w / 2, y: y - h / 2, w, h });

const classes = 2;
/** As pyramid.py draws weights: with more the backbone's clipped activations tip over at float32's last digits. */
const gain = 1;
const training: DetectorTraining = {
  size: 'lite0',
  classes,
  anchors: [],
  input: side,
  batch: 2,
  optimizer: 'adamw',
};
const { plan: planOf, optimizer: optimizerOf } = detectors.lite0;

describe('targets', () => {
  const { maps, share } = targetsOn(boxes, classes, side);

  it.each([0, 1, 2])('of map %i are those of the formulas', (map) => {
    const cells = side / (strides[map] ?? NaN);
    const plane = cells * cells;
    const at = (picture: number, channel: number, cell: number) =>
      maps[map]?.[(picture * planesPerClass * classes + channel) * plane + cell] ?? NaN;
    const ours = [0, 1].flatMap((picture) =>
      [0, 1].flatMap((label) =>
        Array.from({ length: plane }, (_, cell) => cell)
          .filter((cell) => at(picture, label, cell) === 1)
          .map((cell) => [
            picture,
            label,
            Math.floor(cell / cells),
            cell % cells,
            ...[0, 1, 2, 3].map((end) => at(picture, classes + 4 * label + end, cell)),
          ]),
      ),
    );
    const text = (rows: number[][]) =>
      rows.map((row) => row.map((value) => value.toFixed(5)).join(' '));
    expect(text(ours)).toEqual(text(fixture.taught[map] ?? []));
  });

  it('weigh one in all', () => {
    const taught = fixture.taught.flat().length;
    expect(share).toBeCloseTo(1 / taught, 9);
    let sum = 0;
    for (const [map, values] of maps.entries()) {
      const plane = (side / (strides[map] ?? NaN)) ** 2;
      for (const picture of [0, 1])
        for (let at = 0; at < classes * plane; at += 1)
          sum += values[(picture * planesPerClass + perClass) * classes * plane + at] ?? NaN;
    }
    expect(sum).toBeCloseTo(1, 5);
  });

  it('of pictures without a box teach that nothing is there', () => {
    const none = targetsOn([[], []], classes, side);
    expect(none.share).toBe(1);
    expect(new Set(none.maps[0]?.subarray(0, classes * (side / 8) ** 2))).toEqual(new Set([0]));
  });
});

/** Loss parts and gradient of the fixture's batch. */
async function firstStep(profile: Profile, change: Partial<DetectorTraining> = {}) {
  const { plan, batchOf } = planOf({ ...training, ...change });
  const step = buildTrainStep({ ...plan, profile, withGradient: true });
  const start = { ...step.start, ...drawnWeights(step.layout, gain) };
  const feeds: Record<string, Tensor> = {};
  for (const [name, { values, shape }] of Object.entries(
    batchOf(drawnPictures(2, side, side), boxes),
  ))
    feeds[name] = new Tensor('float32', values, shape);
  const optimizer = optimizerOf('adamw');
  for (const name of ['parameters', 'statistics', ...momentsOf(optimizer)] as const)
    feeds[name] = new Tensor('float32', start[name] ?? [], [start[name]?.length ?? 0]);
  for (const [name, value] of Object.entries(stepScalars(optimizer, 0, 0.01, 0.5)))
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

describe.each(profiles)("a pyramid's step, %s lowerings", (_, profile) => {
  it("has PyTorch's float64 loss, part by part, and its whole gradient to 1e-4 of its length", async () => {
    const { layout, floats } = await firstStep(await profile());
    for (const part of ['class', 'box'] as const)
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
    expect(Math.sqrt(difference / length)).toBeLessThan(1e-4);
  }, 60_000);
});

describe('a plan', () => {
  it('with a frozen backbone leaves it as it is, to the bit, and moves the rest', async () => {
    const { layout, start, floats } = await firstStep(await cpuProfile(), {
      freezeBackbone: true,
    });
    const parameters = floats('parameters_next');
    for (const slot of layout.parameters) {
      const [before, after] = [viewOf(start.parameters, slot), viewOf(parameters, slot)];
      expect([slot.name, Buffer.compare(bytesOf(before), bytesOf(after)) === 0]).toEqual([
        slot.name,
        isBackbone(slot.name),
      ]);
    }
  }, 60_000);

  it('refuses a label that it has no class for, and pictures that no map divides', () => {
    const { batchOf } = planOf(training);
    const box = { label: 2, x: 1, y: 1, w: 5, h: 5 };
    expect(() => batchOf(drawnPictures(2, side, side), [[box], []])).toThrow('class number 2');
    const odd = planOf({ ...training, input: 100 }).plan;
    expect(() => buildTrainStep({ ...odd, profile: standardProfile })).toThrow('multiples of 32');
  });
});

const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength);
