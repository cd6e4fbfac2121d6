/** Individuals by their most alike photo: pooled over all photos first, cut afterwards. */
import { BestRows } from './nearest.ts';

interface NearestIndividual {
  individual: number;
  /** Cosine of its most alike row, which is `bestRow`. */
  score: number;
  bestRow: number;
}

export class BestPhotos {
  readonly #individuals: number[];
  /** Place of each row's individual among them; −1 for nobody. */
  readonly #places: Int32Array;
  readonly #best: Float32Array;
  readonly #rows: Int32Array;

  /** @param owners the individual of each row, negative for nobody */
  constructor(owners: Int32Array) {
    this.#individuals = [...new Set(owners)].filter((owner) => owner >= 0).sort((a, b) => a - b);
    const placeOf = new Map(this.#individuals.map((individual, place) => [individual, place]));
    this.#places = owners.map((owner) => placeOf.get(owner) ?? -1);
    this.#best = new Float32Array(this.#individuals.length);
    this.#rows = new Int32Array(this.#individuals.length);
  }

  /**
   * The nearest individuals, best first; of equal ones the lower number first.
   * @param scores of all rows
   * @param counts whether a row is evidence
   */
  nearest(
    scores: Float32Array,
    counts: (row: number) => boolean,
    limit: number,
  ): NearestIndividual[] {
    this.#best.fill(-Infinity);
    for (let row = 0; row < scores.length; row++) {
      const place = this.#places[row] ?? -1;
      const score = scores[row] ?? -1;
      // The cheap question first: few rows are the best of their individual.
      if (place < 0 || score <= (this.#best[place] ?? 0) || !counts(row)) continue;
      this.#best[place] = score;
      this.#rows[place] = row;
    }
    const nearest = new BestRows(Math.min(limit, this.#individuals.length));
    for (let place = 0; place < this.#best.length; place++) {
      const score = this.#best[place] ?? -Infinity;
      if (score > -Infinity) nearest.offer(place, score);
    }
    const { rows: places, scores: best } = nearest.sorted();
    return [...places].map((place, at) => ({
      individual: this.#individuals[place] ?? -1,
      score: best[at] ?? -1,
      bestRow: this.#rows[place] ?? -1,
    }));
  }
}
