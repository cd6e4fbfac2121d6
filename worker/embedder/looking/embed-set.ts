import type { EmbedderSet } from '#catalog/training/embedder-set.ts';
import type { IdentityBox } from '#catalog/queries/identity-boxes.ts';
import type { SetVectors } from '#catalog/training/judge-identities.ts';
import type { EmbedderServing } from '#terms/embedder/serving.ts';
import type { CropView } from '../learning/augmentation.ts';
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
  // Most photos that are asked for are in the gallery of the others.
  const rowOf = new Map(queries.map(({ box }, row) => [box.boxId, row]));
  const rest = gallery.filter(({ box }) => !rowOf.has(box.boxId));
  const pictures = picturesOf([...queries, ...rest], files, sides === 'mirrored');
  const { vectors, dimensions } = await vectorsOf(embedder, pictures, {
    flipAverage: sides === 'together',
    signal: watch.signal,
    onBatch: (done) => watch.progress?.(done, pictures.length),
  });
  for (const [at, { box }] of rest.entries()) rowOf.set(box.boxId, queries.length + at);
  const compared = new Float32Array(gallery.length * dimensions);
  for (const [at, { box }] of gallery.entries()) {
    const row = rowOf.get(box.boxId) ?? 0;
    compared.set(vectors.subarray(row * dimensions, (row + 1) * dimensions), at * dimensions);
  }
  return {
    queries: vectors.subarray(0, queries.length * dimensions),
    gallery: compared,
    dimensions,
  };
}

/** Vectors of boxes, each in the view that `viewOf` gives it, row after row. */
export async function embedViews(
  embedder: OpenEmbedder,
  boxes: EmbedderSet['queries'],
  viewOf: (box: IdentityBox) => CropView,
  files: ReadonlyMap<number, string>,
  { sides }: Pick<EmbedderServing, 'sides'>,
  signal: AbortSignal,
): Promise<Float32Array> {
  const pictures = picturesOf(boxes, files, sides === 'mirrored').map((picture, at) => ({
    ...picture,
    view: viewOf(boxes[at].box),
  }));
  const { vectors } = await vectorsOf(embedder, pictures, {
    flipAverage: sides === 'together',
    signal,
  });
  return vectors;
}
