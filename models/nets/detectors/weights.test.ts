import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { viewOf } from '../../weights/state-layout.ts';
import { writeSafetensors } from '../../weights/safetensors-write.ts';
import { detectorLayout } from '../registry.ts';
import { startWeights } from '../start-weights.ts';
import { drawnWeights } from '../fixtures/drawn-network.ts';
import { isHead } from '../yolov5/network.ts';
import { defaultAnchors } from '../yolov5/presets.ts';
import {
  readDetector,
  readDetectorFacts,
  startFromDetector,
  writeDetectorWeights,
} from './weights.ts';

const folder = await mkdtemp(join(tmpdir(), 'resight-detector-weights-'));
afterAll(() => rm(folder, { recursive: true }));

const facts = { size: 'n', classes: ['dorsal fin', 'body'], anchors: defaultAnchors } as const;
const vectors = drawnWeights(detectorLayout({ size: 'n', classes: 2 }));
const path = join(folder, 'fins.safetensors');
await writeDetectorWeights(path, facts, vectors);

describe("a detector's weights", () => {
  it('come back from their file with classes and anchors, in half precision to three digits', async () => {
    expect(await readDetector(path)).toEqual({ ...facts, vectors });
    const half = join(folder, 'half.safetensors');
    await writeDetectorWeights(half, facts, vectors, 'F16');
    expect((await stat(half)).size).toBeLessThan(5e6);
    const back = await readDetector(half);
    for (const at of [0, 1234, 99_999])
      expect(back.vectors.parameters[at]).toBeCloseTo(vectors.parameters[at] ?? NaN, 3);
  });

  it('are refused where the file holds something else', async () => {
    const other = join(folder, 'other.safetensors');
    await writeSafetensors(other, [{ name: 'a', shape: [1], values: Float32Array.of(1) }]);
    await expect(readDetectorFacts(other)).rejects.toThrow('holds no detector');
  });
});

describe('a detector that starts from an earlier one', () => {
  const classes = ['fluke', 'Dorsal fin', 'calf'];
  const layout = detectorLayout({ size: 'n', classes: 3 });
  const fresh = startWeights(layout, 5);

  it('takes backbone and neck whole, and of its heads what both know', async () => {
    const { start, known, renewed } = await startFromDetector(path, { size: 'n', classes }, fresh);
    expect({ known, renewed }).toEqual({ known: ['Dorsal fin'], renewed: ['fluke', 'calf'] });
    expect(start.average).toEqual(start.parameters);
    expect(start.statistics).toEqual(vectors.statistics);
    const earlier = detectorLayout({ size: 'n', classes: 2 });
    for (const slot of layout.parameters) {
      const old = earlier.parameters.find(({ name }) => name === slot.name);
      if (!old) throw new Error(`${slot.name} is new`);
      const ours = viewOf(start.parameters, slot);
      const theirs = viewOf(vectors.parameters, old);
      if (!isHead(slot.name)) {
        expect(ours).toEqual(theirs);
        continue;
      }
      const random = viewOf(fresh.parameters, slot);
      const width = ours.length / (3 * 8);
      const row = (values: Float32Array, anchor: number, length: number, at: number) =>
        values.slice((anchor * length + at) * width, (anchor * length + at + 1) * width);
      for (let anchor = 0; anchor < 3; anchor++) {
        for (const [at, from] of [0, 1, 2, 3, 4, undefined, 5, undefined].entries())
          expect(row(ours, anchor, 8, at)).toEqual(
            from === undefined ? row(random, anchor, 8, at) : row(theirs, anchor, 7, from),
          );
      }
    }
  });

  it('must have its size', async () => {
    const small = startWeights(detectorLayout({ size: 's', classes: 2 }), 1);
    await expect(startFromDetector(path, { size: 's', classes: ['body'] }, small)).rejects.toThrow(
      'a detector of size n, size s was asked for',
    );
  });
});
