import type { EmbedderSet } from '#catalog/training/embedder-set.ts';
import type { SetVectors } from '#catalog/training/judge-identities.ts';
import type { EmbedderServing } from '#terms/embedder/serving.ts';
import { vectorsOf } from './embed-crops.ts';
import { picturesOf } from '../set/learning-set.ts';
import type { OpenEmbedder } from './open-embedder.ts';

/** Vectors of a set's queries and gallery by one network. */
export async function embedSet(
  embedder: OpenEmbedder,
  { queries, gallery }: EmbedderSet,
  files: ReadonlyMap<number, string>,
  { sides }: Pick<EmbedderServing, 'sides'>,
  watch: { signal: AbortSignal; progress?: (done: number, total: number) => void },
): Promise<SetVectors> {
  const pictures = picturesOf([...queries, ...gallery], files, sides === 'mirrored');
  const { vectors, dimensions } = await vectorsOf(embedder, pictures, {
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
