import type { EmbedderSet } from '#catalog/training/embedder-set.ts';
import type { SetVectors } from '#catalog/training/judge-identities.ts';
import type { Inference } from '#models/session/inference.ts';
import type { EmbedderServing } from '../embedder-kinds.ts';
import { vectorsOf } from './embed-crops.ts';
import { picturesOf } from './learning-set.ts';
import type { ViewThreads } from './view-threads.ts';

/** Pictures of a pass: enough to keep all cores busy, few enough for a small machine. */
export const embedBatch = (input: number): number =>
  Math.max(1, Math.min(32, Math.round((32 * 160 * 160) / (input * input))));

/** Vectors of a set's queries and gallery by one network. */
export async function embedSet(
  network: Inference,
  threads: ViewThreads,
  { queries, gallery }: EmbedderSet,
  files: ReadonlyMap<number, string>,
  { input, sides }: Pick<EmbedderServing, 'input' | 'sides'>,
  watch: { signal: AbortSignal; progress?: (done: number, total: number) => void },
): Promise<SetVectors> {
  const pictures = picturesOf([...queries, ...gallery], files, sides === 'mirrored');
  const { vectors, dimensions } = await vectorsOf(network, threads, pictures, {
    batch: embedBatch(input),
    flipAverage: sides === 'together',
    signal: watch.signal,
    onBatch: (done) => watch.progress?.(done, pictures.length),
  });
  const parting = queries.length * dimensions;
  return {
    queries: vectors.subarray(0, parting),
    gallery: vectors.subarray(parting),
    dimensions,
  };
}
