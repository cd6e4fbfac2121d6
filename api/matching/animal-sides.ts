/** The vectors of each animal's side taken together, for questions about whole animals. */
import type { Side } from '#terms/sides.ts';
import type { MatchIndex } from './match-index.ts';

/** Photos of one side of one animal. */
export interface AnimalSide {
  individualId: number;
  side: Side;
  boxIds: number[];
  /** Sum of the unit vectors. */
  sum: Float32Array;
}

/** A side that nobody said may be either. */
export const comparable = (a: Side, b: Side) => a === b || a === 'unknown' || b === 'unknown';

export function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
}

export function unit(vector: Float32Array): Float32Array {
  const length = Math.sqrt(dot(vector, vector));
  return length === 0 ? vector : vector.map((value) => value / length);
}

/** Lets other calls be answered between two helpings of work. */
export const breathe = () =>
  new Promise<void>((resolve) => {
    setImmediate(resolve);
  });

const HELPING = 1000;

/** Every side of every named animal that has a vector. */
export async function animalSides(index: MatchIndex): Promise<AnimalSide[]> {
  const sides = new Map<string, AnimalSide>();
  const { owners } = index;
  const named: { boxId: number; side: AnimalSide }[] = [];
  for (let row = 0; row < owners.length; row++) {
    const individualId = owners[row] ?? -1;
    const box = index.boxAt(row);
    if (individualId < 0 || box === undefined) continue;
    const key = `${individualId} ${box.side}`;
    const side = sides.get(key) ?? {
      individualId,
      side: box.side,
      boxIds: [],
      sum: new Float32Array(index.dimensions),
    };
    sides.set(key, side);
    side.boxIds.push(box.boxId);
    named.push({ boxId: box.boxId, side });
  }
  for (let at = 0; at < named.length; at += HELPING) {
    const helping = named.slice(at, at + HELPING);
    const vectors = index.storedVectors(helping.map(({ boxId }) => boxId));
    for (const { boxId, side } of helping) {
      const vector = vectors.get(boxId);
      if (vector === undefined) continue;
      const one = unit(vector);
      for (let i = 0; i < one.length; i++) side.sum[i] = (side.sum[i] ?? 0) + (one[i] ?? 0);
    }
    await breathe();
  }
  return [...sides.values()];
}
