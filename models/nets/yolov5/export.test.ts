import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InferenceSession, Tensor } from '#models/onnx/runtime.ts';
import { afterAll, describe, expect, it } from 'vitest';
import { Network } from '#models/autodiff/network.ts';
import { cpuProfile } from '#models/ops/probe-nchwc.ts';
import { decodeModel } from '#models/onnx/decode.ts';
import { exportNetwork, inferenceModel } from '../../session/export-network.ts';
import { Inference } from '../../session/inference.ts';
import { TrainingLayers } from '../../layers/training-layers.ts';
import { detectorLayout } from '../registry.ts';
import { decodeMaps, proposalsOf } from './decode-graph.ts';
import { detectorInference } from '../detectors/export.ts';
import { drawnWeights } from '../fixtures/drawn-network.ts';
import { drawnPictures } from '../detectors/fixtures/drawn-detector.ts';
import { detectorMaps } from './network.ts';
import { defaultAnchors, yolov5 } from './presets.ts';

const { proposals: due } = JSON.parse(
  await readFile(new URL('fixtures/yolov5.json', import.meta.url), 'utf8'),
) as { proposals: { count: number; every: number; rows: number[][] } };

const folder = await mkdtemp(join(tmpdir(), 'resight-detector-'));
afterAll(() => rm(folder, { recursive: true }));

const detector = { size: 'n', classes: 2 } as const;
const vectors = drawnWeights(detectorLayout(detector));
const input = { width: 96, height: 64 };
const trained = detectorInference({
  size: 'n',
  classes: ['dorsal fin', 'body'],
  anchors: defaultAnchors,
  vectors,
  input,
});

/** The largest difference, in pixels or chances, relative to numbers above 1. */
function apart(ours: ArrayLike<number>, theirs: readonly number[]): number {
  return theirs.reduce((most, value, at) => {
    const off = Math.abs((ours[at] ?? NaN) - value) / Math.max(1, Math.abs(value));
    return Number.isNaN(off) ? Infinity : Math.max(most, off);
  }, 0);
}

describe('an exported detector', () => {
  it("puts out PyTorch's boxes, for any batch", async () => {
    await using network = await Inference.open(inferenceModel(trained));
    const pictures = drawnPictures(2, input.height, input.width);
    const both = await network.run(pictures);
    const length = 7;
    expect(both).toHaveLength(2 * due.count * length);
    expect(proposalsOf(input)).toBe(due.count);
    const each = Math.ceil(due.count / due.every);
    const picked = due.rows.flatMap((_, at) => {
      const [picture, row] = [Math.floor(at / each), (at % each) * due.every];
      const start = (picture * due.count + row) * length;
      return [...both.subarray(start, start + length)];
    });
    expect(apart(picked, due.rows.flat())).toBeLessThan(1e-3);
    const second = await network.run(pictures.subarray(pictures.length / 2));
    expect(apart(both.subarray(due.count * length), [...second])).toBeLessThan(1e-5);
  });

  it('equals the training graph in evaluation', async () => {
    const net = new Network({ profile: await cpuProfile(), training: false });
    const x = net.graph.input('pictures', [1, 3, input.height, input.width]);
    const maps = detectorMaps(new TrainingLayers(net, { seed: 0 }), x, yolov5.n, 2);
    net.graph.output(
      'proposals',
      decodeMaps(net.graph, maps, { classes: 2, anchors: defaultAnchors }),
    );
    const session = await InferenceSession.create(net.graph.encode(), { logSeverityLevel: 4 });
    const pictures = drawnPictures(1, input.height, input.width);
    const vector = (values: Float32Array) => new Tensor('float32', values, [values.length]);
    const { proposals } = await session.run({
      pictures: new Tensor('float32', pictures, [1, 3, input.height, input.width]),
      parameters: vector(vectors.parameters),
      statistics: vector(vectors.statistics),
    });
    await session.release();
    await using exported = await Inference.open(inferenceModel(trained));
    const ours = await exported.run(pictures);
    const theirs = Array.from((proposals?.data ?? []) as Float32Array);
    expect(theirs).toHaveLength(ours.length);
    expect(apart(ours, theirs)).toBeLessThan(1e-3);
  });

  it('is one file of standard ops with a card that says how to read it', async () => {
    const path = join(folder, 'detector.onnx');
    await exportNetwork(path, trained);
    const bytes = await readFile(path);
    const { graph, metadata } = decodeModel(bytes);
    expect(graph.nodes.every(({ domain }) => domain === '')).toBe(true);
    expect(graph.nodes.some(({ opType }) => opType === 'BatchNormalization')).toBe(false);
    expect(graph.outputs.map(({ shape }) => shape)).toEqual([['batch', due.count, 7]]);
    const card: unknown = JSON.parse(await readFile(join(folder, 'detector.json'), 'utf8'));
    // The one beside the network also says which file it is of.
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(card).toEqual({ ...(JSON.parse(metadata['card'] ?? '') as object), sha256 });
    expect(card).toMatchObject({
      network: 'yolov5-n',
      classes: ['dorsal fin', 'body'],
      anchors: defaultAnchors,
      input: { shape: [3, 64, 96], mean: [0, 0, 0], std: [1, 1, 1] },
      output: { shape: [due.count, 7] },
    });
  });
});
