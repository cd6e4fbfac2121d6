/** Vectors of boxes, each by one version of a network; vectors of two versions never meet. */
import { isLookedAt } from '../boxes/box-kinds.ts';
import type { Reader } from '../moment.ts';

interface StoredVectors {
  boxIds: number[];
  /** Row after row. */
  vectors: Float32Array;
  dimensions: number;
}

/**
 * Vectors of one version that fit their boxes as they are now, in order of the box's id.
 * @throws RangeError if rows of one version have different lengths
 */
export function storedVectors(db: Reader, modelId: number): StoredVectors {
  const rows = db.all<{ boxId: number; vector: Buffer }>(
    `SELECT v.box_id AS boxId, v.vector FROM embeddings v
     JOIN boxes b ON b.id = v.box_id AND b.revision = v.box_revision
     WHERE v.model_id = ? AND b.deleted_at IS NULL AND b.state = 'accepted' AND ${isLookedAt('b')} ORDER BY v.box_id`,
    modelId,
  );
  const dimensions = (rows[0]?.vector.length ?? 0) / 4;
  const vectors = new Float32Array(rows.length * dimensions);
  for (const [row, { boxId, vector }] of rows.entries()) {
    if (vector.length !== 4 * dimensions)
      throw new RangeError(
        `The vector of box ${boxId} has ${vector.length / 4} numbers and others of the same network ${dimensions}. Embed it again.`,
      );
    // A buffer of SQLite need not begin at a multiple of four bytes.
    vectors.set(new Float32Array(Uint8Array.from(vector).buffer), row * dimensions);
  }
  return { boxIds: rows.map(({ boxId }) => boxId), vectors, dimensions };
}

/** Of each box with a vector of a version: the revision of its geometry that the vector was made of. */
export function vectorRevisions(catalogue: Reader, modelId: number): Map<number, number> {
  const rows = catalogue.all<{ boxId: number; revision: number }>(
    'SELECT box_id AS boxId, box_revision AS revision FROM embeddings WHERE model_id = ?',
    modelId,
  );
  return new Map(rows.map(({ boxId, revision }) => [boxId, revision]));
}

/** Numbers of a vector of a version; undefined while it has none. */
export function vectorLength(catalogue: Reader, modelId: number): number | undefined {
  const bytes = catalogue.value<number>(
    'SELECT length(vector) FROM embeddings WHERE model_id = ? LIMIT 1',
    modelId,
  );
  return bytes === undefined ? undefined : bytes / 4;
}
