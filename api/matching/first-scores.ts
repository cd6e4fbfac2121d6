/** How alike each waiting fin is to the nearest known animal, for queues in order of doubt. */
import { breathe } from './animal-sides.ts';
import { evidenceMask } from './evidence.ts';
import type { MatchIndex } from './match-index.ts';

interface FirstScore {
  score: number;
  /** The box that was most alike. */
  byBox: number;
}

/** Milliseconds of work between which other calls are answered. */
const SLICE_MS = 12;

export class FirstScores {
  readonly #index: MatchIndex;
  readonly #known = new Map<number, FirstScore>();
  #wanted: number[] = [];
  #busy = false;
  #closed = false;

  constructor(index: MatchIndex) {
    this.#index = index;
  }

  /** Cosine with the most alike known photo, of those fins for which it is worked out. */
  of(boxIds: readonly number[]): Map<number, number> {
    this.#follow();
    return new Map(
      boxIds.flatMap((boxId) => {
        const first = this.#known.get(boxId);
        return first === undefined ? [] : [[boxId, first.score] as const];
      }),
    );
  }

  /** Works out the rest of these in the background. */
  want(boxIds: readonly number[]): void {
    this.#wanted = boxIds.filter(
      (boxId) => !this.#known.has(boxId) && this.#index.rowOf(boxId) !== undefined,
    );
    if (!this.#busy) void this.#work();
  }

  close(): void {
    this.#closed = true;
  }

  /** A fin that was named may be the nearest of many; one that lost its name is nobody's nearest. */
  #follow(): void {
    const index = this.#index;
    for (const boxId of index.takeRenamed()) {
      this.#known.delete(boxId);
      for (const [other, first] of this.#known)
        if (first.byBox === boxId) this.#known.delete(other);
      const row = index.rowOf(boxId);
      if (row === undefined || (index.owners[row] ?? -1) < 0) continue;
      const vector = index.storedVectors([boxId]).get(boxId);
      if (vector === undefined) continue;
      const scores = index.scores(vector);
      for (const [other, first] of this.#known) {
        const score = scores[index.rowOf(other) ?? -1] ?? -1;
        if (score > first.score && this.#areOnTwoPhotos(boxId, other))
          this.#known.set(other, { score, byBox: boxId });
      }
    }
  }

  #areOnTwoPhotos(a: number, b: number): boolean {
    const photo = (boxId: number) => this.#index.boxAt(this.#index.rowOf(boxId) ?? -1)?.photoId;
    return photo(a) !== photo(b);
  }

  async #work(): Promise<void> {
    this.#busy = true;
    try {
      let began = performance.now();
      for (let boxId = this.#wanted.shift(); boxId !== undefined; boxId = this.#wanted.shift()) {
        if (this.#closed) return;
        this.#workOut(boxId);
        if (performance.now() - began > SLICE_MS) {
          await breathe();
          began = performance.now();
        }
      }
    } finally {
      this.#busy = false;
    }
  }

  #workOut(boxId: number): void {
    const index = this.#index;
    const box = index.boxAt(index.rowOf(boxId) ?? -1);
    const vector = index.storedVectors([boxId]).get(boxId);
    if (box === undefined || vector === undefined) return;
    const scores = index.scores(vector);
    const mask = evidenceMask(index, [box], {});
    let first: FirstScore = { score: -1, byBox: 0 };
    for (let row = 0; row < scores.length; row++) {
      const score = scores[row] ?? -1;
      if (mask[row] === 1 && score > first.score)
        first = { score, byBox: index.boxAt(row)?.boxId ?? 0 };
    }
    this.#known.set(boxId, first);
  }
}
