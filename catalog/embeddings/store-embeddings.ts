/** Vectors of boxes, each by one version of a network; vectors of two versions never meet. */
import type { BoxVector } from '#terms/matching/vectors.ts';
import type { Catalogue } from '../catalogue.ts';

/** Stores vectors of one version; one of the box as it was before is replaced, a box that is gone left. */
export function storeEmbeddings(
  catalogue: Catalogue,
  modelId: number,
  rows: readonly BoxVector[],
): void {
  catalogue.transaction(() => {
    for (const { boxId, revision, vector } of rows)
      catalogue.run(
        `INSERT INTO embeddings (box_id, model_id, box_revision, vector)
         SELECT id, ?, ?, ? FROM boxes WHERE id = ?
         ON CONFLICT (model_id, box_id) DO UPDATE
           SET box_revision = excluded.box_revision, vector = excluded.vector`,
        modelId,
        revision,
        Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength),
        boxId,
      );
  });
}
