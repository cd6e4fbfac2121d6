/** The k best of many scores, by a heap whose root is the worst that is kept. */

/** What a search found, best first; ties go to the lower row. */
export interface Neighbours {
  rows: Int32Array;
  /** Cosines, −1…1. */
  scores: Float32Array;
}

export class BestRows {
  readonly #rows: Int32Array;
  readonly #scores: Float32Array;
  #count = 0;

  /** @param k how many are kept */
  constructor(k: number) {
    this.#rows = new Int32Array(k);
    this.#scores = new Float32Array(k);
  }

  /** Below this a score need not be offered. */
  get threshold(): number {
    return this.#count < this.#rows.length ? -Infinity : (this.#scores[0] ?? -Infinity);
  }

  /** Keeps a row if it is among the best so far. */
  offer(row: number, score: number): void {
    if (this.#count < this.#rows.length) {
      this.#rise(this.#count++, row, score);
    } else if (this.#count > 0 && this.#worse(0, row, score)) this.#sink(row, score);
  }

  /** Whether what lies at a place is worse than the one given. */
  #worse(place: number, row: number, score: number): boolean {
    const own = this.#scores[place] ?? 0;
    return own < score || (own === score && (this.#rows[place] ?? 0) > row);
  }

  #put(place: number, row: number, score: number): void {
    this.#rows[place] = row;
    this.#scores[place] = score;
  }

  #copy(from: number, to: number): void {
    this.#put(to, this.#rows[from] ?? 0, this.#scores[from] ?? 0);
  }

  #rise(start: number, row: number, score: number): void {
    let place = start;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (this.#worse(parent, row, score)) break;
      this.#copy(parent, place);
      place = parent;
    }
    this.#put(place, row, score);
  }

  #sink(row: number, score: number): void {
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= this.#count) break;
      const other = child + 1;
      if (
        other < this.#count &&
        this.#worse(other, this.#rows[child] ?? 0, this.#scores[child] ?? 0)
      )
        child = other;
      if (!this.#worse(child, row, score)) break;
      this.#copy(child, place);
      place = child;
    }
    this.#put(place, row, score);
  }

  /** All that were kept, best first. */
  sorted(): Neighbours {
    const order = Array.from({ length: this.#count }, (_, at) => at).sort(
      (a, b) =>
        (this.#scores[b] ?? 0) - (this.#scores[a] ?? 0) ||
        (this.#rows[a] ?? 0) - (this.#rows[b] ?? 0),
    );
    return {
      rows: Int32Array.from(order, (at) => this.#rows[at] ?? 0),
      scores: Float32Array.from(order, (at) => this.#scores[at] ?? 0),
    };
  }
}
