/** The vectors of one network in memory, a row a box, that grow without being copied again. */
import { Gallery } from '#catalog/matching/rank.ts';
import type { StoredVector } from '#catalog/queries/match-rows.ts';

/** A stored vector as numbers; null where its bytes are no whole number of floats. */
export function floatsOf({ vector }: StoredVector): Float32Array | null {
  if (vector.byteLength === 0 || vector.byteLength % 4 !== 0) return null;
  // A view of SQLite's buffer need not begin at a multiple of four.
  const own = vector.slice();
  return new Float32Array(own.buffer, own.byteOffset, own.byteLength / 4);
}

const hasDirection = (vector: Float32Array) => {
  let squares = 0;
  for (const value of vector) squares += value * value;
  return squares > 0 && Number.isFinite(squares);
};

/**
 * Vectors in galleries one after another: those that came later stand in a gallery of their own, so that
 * a job that embeds does not make everything be copied again. A row is never used twice.
 */
export class VectorRows {
  readonly boxIds: number[] = [];
  /** The row that stands for a box now. */
  readonly rowOf = new Map<number, number>();
  readonly #parts: { from: number; gallery: Gallery }[] = [];
  /** Vectors that are damaged, of another length, or without a direction: they are left out. */
  unusable = 0;

  get count(): number {
    return this.boxIds.length;
  }

  get parts(): number {
    return this.#parts.length;
  }

  /** Numbers of a vector; 0 while there is none. */
  get dimensions(): number {
    return this.#parts[0]?.gallery.dimensions ?? 0;
  }

  add(vectors: readonly StoredVector[]): void {
    const usable: { boxId: number; vector: Float32Array }[] = [];
    let dimensions = this.dimensions;
    for (const stored of vectors) {
      const vector = floatsOf(stored);
      if (dimensions === 0 && vector !== null) dimensions = vector.length;
      if (vector !== null && vector.length === dimensions && hasDirection(vector))
        usable.push({ boxId: stored.boxId, vector });
      else this.unusable += 1;
    }
    if (usable.length === 0) return;
    const flat = new Float32Array(usable.length * dimensions);
    const from = this.count;
    for (const [at, { boxId, vector }] of usable.entries()) {
      flat.set(vector, at * dimensions);
      this.rowOf.set(boxId, from + at);
      this.boxIds.push(boxId);
    }
    this.#parts.push({ from, gallery: new Gallery(flat, dimensions) });
  }

  /** Cosines of a vector with all rows. */
  scores(query: Float32Array): Float32Array {
    const all = new Float32Array(this.count);
    for (const { from, gallery } of this.#parts)
      gallery.scores(query, all.subarray(from, from + gallery.count));
    return all;
  }
}
