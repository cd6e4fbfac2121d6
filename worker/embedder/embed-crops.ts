/** Pictures through a network into vectors. */
import type { Inference } from '#models/session/inference.ts';
import { throwIfCancelled } from '../job-context.ts';
import { plainView } from './augmentation.ts';
import type { ViewJob } from './view-job.ts';
import type { ViewThreads } from './view-threads.ts';

/** A crop to be embedded. */
export interface CropPicture {
  file: string;
  /** A right side that is shown as a left one. */
  mirrored: boolean;
}

export interface EmbedOptions {
  batch: number;
  /** Takes the mean of a picture's and its flip's embeddings, for networks that take sides for one. */
  flipAverage: boolean;
  signal: AbortSignal;
  /** Vectors of the pictures from `at` on, row after row, each of length one. */
  onBatch: (at: number, vectors: Float32Array) => Promise<void>;
}

/**
 * Embeds pictures batch by batch; while the network works on one, threads make the next ready.
 *
 * @throws RangeError naming the output if the network gives no vector a picture
 */
export async function embedCrops(
  network: Inference,
  threads: ViewThreads,
  pictures: readonly CropPicture[],
  { batch, flipAverage, signal, onBatch }: EmbedOptions,
): Promise<void> {
  const begin = (at: number) => {
    const planes = threads.render(
      pictures.slice(at, at + batch).flatMap(({ file, mirrored }): ViewJob[] => {
        const plain = { file, mirrored, view: plainView };
        return flipAverage ? [plain, { ...plain, view: { ...plainView, flip: true } }] : [plain];
      }),
    );
    // A failure is met where the batch is due; until then it must not count as unhandled.
    planes.catch(() => {});
    return planes;
  };
  let next = pictures.length > 0 ? begin(0) : undefined;
  for (let at = 0; next !== undefined; at += batch) {
    throwIfCancelled(signal);
    const planes = await next;
    const count = Math.min(batch, pictures.length - at);
    next = at + batch < pictures.length ? begin(at + batch) : undefined;
    // Threads get their messages before the network holds this one.
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
    const views = flipAverage ? 2 : 1;
    const raw = await network.run(planes);
    const dimensions = raw.length / (count * views);
    if (!Number.isInteger(dimensions) || dimensions < 2)
      throw new RangeError(
        `The network gave ${raw.length} numbers for ${count * views} pictures; a vector each was due. Choose a network whose first output is one vector a picture.`,
      );
    await onBatch(at, unitVectors(raw, count, views, dimensions));
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
  network: Inference,
  threads: ViewThreads,
  pictures: readonly CropPicture[],
  options: Omit<EmbedOptions, 'onBatch'> & { onBatch?: (done: number) => void },
): Promise<{ vectors: Float32Array; dimensions: number }> {
  let all = new Float32Array();
  let dimensions = 0;
  await embedCrops(network, threads, pictures, {
    ...options,
    onBatch: (at, vectors) => {
      const rows = Math.min(options.batch, pictures.length - at);
      dimensions = vectors.length / rows;
      if (all.length === 0) all = new Float32Array(pictures.length * dimensions);
      all.set(vectors, at * dimensions);
      options.onBatch?.(at + rows);
      return Promise.resolve();
    },
  });
  return { vectors: all, dimensions };
}
