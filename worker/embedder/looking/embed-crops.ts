/** Pictures through a network into vectors. */
import { throwIfCancelled } from '../../job-context.ts';
import { plainView, type CropView } from '../learning/augmentation.ts';
import type { OpenEmbedder } from './open-embedder.ts';
import type { ViewJob } from './view-job.ts';

/** A crop to be embedded. */
export interface CropPicture {
  file: string;
  /** A right side that is shown as a left one. */
  mirrored: boolean;
  /** The plain one where not given. */
  view?: CropView;
}

interface EmbedOptions {
  /** Takes the mean of a picture's and its flip's embeddings, for networks that take sides for one. */
  flipAverage: boolean;
  signal: AbortSignal;
  /** Vectors of the `count` pictures from `at` on, row after row, each of length one; in order. */
  onBatch: (at: number, vectors: Float32Array, count: number) => Promise<void>;
}

/**
 * Embeds pictures batch by batch, several at once.
 *
 * @throws RangeError naming the output if the network gives no vector a picture
 */
export async function embedCrops(
  embedder: OpenEmbedder,
  pictures: readonly CropPicture[],
  { flipAverage, signal, onBatch }: EmbedOptions,
): Promise<void> {
  const { batch, ahead } = embedder;
  const views = flipAverage ? 2 : 1;
  const begin = (at: number) => {
    const raw = embedder.raw(
      pictures.slice(at, at + batch).flatMap(({ file, mirrored, view = plainView }): ViewJob[] => {
        const shown = { file, mirrored, view };
        return flipAverage ? [shown, { ...shown, view: { ...view, flip: !view.flip } }] : [shown];
      }),
    );
    // A failure is met where the batch is due; until then it must not count as unhandled.
    raw.catch(() => {});
    return raw;
  };
  const asked: Promise<Float32Array>[] = [];
  let next = 0;
  for (let at = 0; at < pictures.length; at += batch) {
    throwIfCancelled(signal);
    for (; asked.length < ahead && next < pictures.length; next += batch) asked.push(begin(next));
    const raw = await asked.shift();
    if (raw === undefined) return;
    const count = Math.min(batch, pictures.length - at);
    const dimensions = raw.length / (count * views);
    if (!Number.isInteger(dimensions) || dimensions < 2)
      throw new RangeError(
        `The network gave ${raw.length} numbers for ${count * views} pictures; a vector each was due. Choose a network whose first output is one vector a picture.`,
      );
    await onBatch(at, unitVectors(raw, count, views, dimensions), count);
  }
}

/** Length one each; of a picture and its flip the mean of both, made one again. */
function unitVectors(
  raw: Float32Array,
  count: number,
  views: number,
  dimensions: number,
): Float32Array {
  const vectors = new Float32Array(count * dimensions);
  for (let row = 0; row < count; row += 1) {
    const vector = vectors.subarray(row * dimensions, (row + 1) * dimensions);
    for (let view = 0; view < views; view += 1) {
      const at = (row * views + view) * dimensions;
      const own = raw.subarray(at, at + dimensions);
      const by = 1 / Math.max(1e-12, lengthOf(own));
      for (let i = 0; i < dimensions; i += 1) vector[i] += own[i] * by;
    }
    const by = 1 / Math.max(1e-12, lengthOf(vector));
    for (let i = 0; i < dimensions; i += 1) vector[i] *= by;
  }
  return vectors;
}

function lengthOf(vector: Float32Array): number {
  let squares = 0;
  for (const value of vector) squares += value * value;
  return Math.sqrt(squares);
}

/** All vectors of the pictures, row after row. */
export async function vectorsOf(
  embedder: OpenEmbedder,
  pictures: readonly CropPicture[],
  options: Omit<EmbedOptions, 'onBatch'> & { onBatch?: (done: number) => void },
): Promise<{ vectors: Float32Array; dimensions: number }> {
  let all = new Float32Array();
  let dimensions = 0;
  await embedCrops(embedder, pictures, {
    ...options,
    onBatch: (at, vectors, count) => {
      dimensions = vectors.length / count;
      if (all.length === 0) all = new Float32Array(pictures.length * dimensions);
      all.set(vectors, at * dimensions);
      options.onBatch?.(at + count);
      return Promise.resolve();
    },
  });
  return { vectors: all, dimensions };
}
