/** Vectors of a set's queries and gallery from those that were made of their plain views. */
import type { EmbedderSet } from '#catalog/training/embedder-set.ts';
import type { SetVectors } from '#catalog/training/judge-identities.ts';
import { throughHead, type VectorHead } from '#models/nets/vector-head.ts';
import type { EmbedderRecipe } from '#terms/embedder/recipe.ts';
import type { ViewVectors } from './view-vectors.ts';

/** @param head null for the vectors as they are */
export function setVectors(
  { queries, gallery }: Pick<EmbedderSet, 'queries' | 'gallery'>,
  vectors: ViewVectors,
  head: VectorHead | null,
  { sides }: Pick<EmbedderRecipe, 'sides'>,
): SetVectors {
  const through = (rows: Float32Array) => (head === null ? rows : throughHead(head, rows));
  const view = (boxes: readonly { box: { boxId: number } }[], at: number) => {
    const rows = new Float32Array(boxes.length * vectors.numbers);
    for (const [row, { box }] of boxes.entries())
      rows.set(vectors.of(box.boxId, at), row * vectors.numbers);
    return through(rows);
  };
  // Networks that take sides for one see a picture and its flip: the mean of both.
  const made = (boxes: readonly { box: { boxId: number } }[]) =>
    sides === 'together' ? sum(view(boxes, 0), view(boxes, 1)) : view(boxes, 0);
  const dimensions = head?.dimensions ?? vectors.numbers;
  return {
    queries: ofLengthOne(made(queries), dimensions),
    gallery: ofLengthOne(made(gallery), dimensions),
    dimensions,
  };
}

const sum = (a: Float32Array, b: Float32Array) => a.map((value, at) => value + (b[at] ?? 0));

function ofLengthOne(rows: Float32Array, dimensions: number): Float32Array {
  for (let from = 0; from < rows.length; from += dimensions) {
    const row = rows.subarray(from, from + dimensions);
    const by = 1 / Math.max(1e-12, Math.sqrt(row.reduce((all, value) => all + value * value, 0)));
    for (const [at, value] of row.entries()) row[at] = value * by;
  }
  return rows;
}
