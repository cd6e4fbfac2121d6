import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { decodeModel } from '#models/onnx/decode.ts';
import { detectionsOf, rowsOf } from '#models/detection/decode.ts';
import { inferenceModel } from '../../session/export-network.ts';
import { Inference } from '../../session/inference.ts';
import { detectorInference } from '../detectors/export.ts';
import { drawnPictures } from '../detectors/fixtures/drawn-detector.ts';
import { drawnWeights } from '../fixtures/drawn-network.ts';
import { detectorLayout } from '../registry.ts';
import { proposalsOf } from './decode-graph.ts';

const { proposals: due } = JSON.parse(
  await readFile(new URL('fixtures/pyramid.json', import.meta.url), 'utf8'),
) as { proposals: { count: number; every: number; rows: number[][] } };

const input = { width: 96, height: 64 };
const trained = detectorInference({
  size: 'lite0',
  classes: ['dorsal fin', 'body'],
  anchors: [],
  vectors: drawnWeights(detectorLayout({ size: 'lite0', classes: 2 }), 1),
  input,
});
const model = inferenceModel(trained);
const length = 7;

/** The largest difference, in pixels or chances, relative to numbers above 1. */
const apart = (ours: ArrayLike<number>, theirs: readonly number[]): number =>
  theirs.reduce((most, value, at) => {
    const off = Math.abs((ours[at] ?? NaN) - value) / Math.max(1, Math.abs(value));
    return Number.isNaN(off) ? Infinity : Math.max(most, off);
  }, 0);

describe('an exported pyramid', () => {
  it("puts out PyTorch's boxes, for any batch", async () => {
    await using network = await Inference.open(model);
    const pictures = drawnPictures(2, input.height, input.width);
    const both = await network.run(pictures);
    expect(both).toHaveLength(2 * due.count * length);
    expect(proposalsOf(input, 2)).toBe(due.count);
    const each = Math.ceil(due.count / due.every);
    const picked = due.rows.flatMap((_, at) => {
      const [picture, row] = [Math.floor(at / each), (at % each) * due.every];
      const start = (picture * due.count + row) * length;
      return [...both.subarray(start, start + length)];
    });
    expect(apart(picked, due.rows.flat())).toBeLessThan(1e-4);
    const second = await network.run(pictures.subarray(pictures.length / 2));
    expect(apart(both.subarray(due.count * length), [...second])).toBeLessThan(1e-5);
  });

  it('says of each proposal which class it is, and how likely', async () => {
    await using network = await Inference.open(model);
    const output = await network.run(drawnPictures(1, input.height, input.width));
    const [rows = new Float32Array()] = rowsOf(output, 1);
    const found = detectionsOf(rows, { classes: 2, confidence: 1e-9, everyClass: true });
    const cells = due.count / 2;
    const byClass = [0, 1].map((label) => found.filter((one) => one.label === label).length);
    expect(byClass).toEqual([cells, cells]);
    expect(found[0]?.confidence).toBeCloseTo(rows[4] ?? NaN, 6);
  });

  it('is made of standard ops, its norms folded into shared convolutions stride by stride', () => {
    const { graph } = decodeModel(model);
    expect(graph.nodes.every(({ domain }) => domain === '')).toBe(true);
    expect(graph.nodes.some(({ opType }) => opType === 'BatchNormalization')).toBe(false);
    const names = graph.initializers.map(({ name }) => name);
    expect(names.filter((name) => name.startsWith('head.tower0.point.weight'))).toHaveLength(3);
    expect(names).toHaveLength(new Set(names).size);
  });
});
