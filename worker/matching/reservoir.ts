/** The k best of a stream of scores: kept in plenty, and thinned out where the place is full. */
import type { Neighbours } from '#catalog/matching/nearest.ts';

export class Reservoir {
  readonly k: number;
  readonly #rows: Int32Array;
  readonly #scores: Float32Array;
  #count = 0;
  /** Scores that are not above this need not be offered. Rows must come in order. */
  threshold = -Infinity;

  constructor(k: number) {
    this.k = k;
    this.#rows = new Int32Array(3 * k + 64);
    this.#scores = new Float32Array(3 * k + 64);
  }

  /** Begins anew. @param threshold below the k-th best score */
  clear(threshold: number): void {
    this.#count = 0;
    this.threshold = threshold;
  }

  offer(row: number, score: number): void {
    if (this.#count === this.#rows.length) this.thin();
    if (score <= this.threshold) return;
    this.#rows[this.#count] = row;
    this.#scores[this.#count] = score;
    this.#count += 1;
  }

  /** Keeps the k best and raises the threshold to the worst of them. */
  thin(): void {
    const k = this.k;
    if (this.#count <= k) return;
    this.#partition(k);
    this.#count = k;
    let worst = Infinity;
    for (let at = 0; at < k; at += 1) worst = Math.min(worst, this.#scores[at] ?? 0);
    this.threshold = worst;
  }

  /** Whether what lies at a place comes before a score and its row. */
  #before(at: number, score: number, row: number): boolean {
    const own = this.#scores[at] ?? 0;
    return own > score || (own === score && (this.#rows[at] ?? 0) < row);
  }

  #behind(at: number, score: number, row: number): boolean {
    const own = this.#scores[at] ?? 0;
    return own < score || (own === score && (this.#rows[at] ?? 0) > row);
  }

  #swap(a: number, b: number): void {
    const [score, row] = [this.#scores[a] ?? 0, this.#rows[a] ?? 0];
    this.#scores[a] = this.#scores[b] ?? 0;
    this.#rows[a] = this.#rows[b] ?? 0;
    this.#scores[b] = score;
    this.#rows[b] = row;
  }

  /** Brings the k best to the front (Hoare's selection). */
  #partition(k: number): void {
    let [low, high] = [0, this.#count - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      const [score, row] = [this.#scores[middle] ?? 0, this.#rows[middle] ?? 0];
      let [left, right] = [low, high];
      while (left <= right) {
        while (this.#before(left, score, row)) left += 1;
        while (this.#behind(right, score, row)) right -= 1;
        if (left <= right) {
          this.#swap(left, right);
          left += 1;
          right -= 1;
        }
      }
      if (k - 1 <= right) high = right;
      else if (k - 1 >= left) low = left;
      else return;
    }
  }

  /** The k best, best first; ties go to the lower row. */
  sorted(): Neighbours {
    this.thin();
    const [rows, scores] = [this.#rows, this.#scores];
    // By insertion in runs of a heap would save little: k is about a hundred.
    for (let at = 1; at < this.#count; at += 1) {
      const [score, row] = [scores[at] ?? 0, rows[at] ?? 0];
      let place = at;
      while (place > 0 && this.#behind(place - 1, score, row)) {
        scores[place] = scores[place - 1] ?? 0;
        rows[place] = rows[place - 1] ?? 0;
        place -= 1;
      }
      scores[place] = score;
      rows[place] = row;
    }
    return { rows: rows.slice(0, this.#count), scores: scores.slice(0, this.#count) };
  }
}
