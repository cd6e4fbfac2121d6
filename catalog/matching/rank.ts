/** Exact search by cosine among the vectors of a catalogue, without approximation and without ML. */
import { dotKernels, stepBytes, type KernelExports } from './dot-kernel.ts';
import { BestRows, type Neighbours } from './nearest.ts';

/** Which rows a search may find. */
interface SearchOptions {
  /** How many are wanted, such as 100. */
  k: number;
  /** One number a row: 0 hides it. See `maskOf`. */
  mask?: Uint8Array;
  /**
   * Never finds a row of the query's own group, such as its encounter: the group of each row, and the
   * query's. A query of a negative group belongs to none.
   */
  apart?: { rows: Int32Array; query: number };
}

/** The same of many queries: the group of each. */
export interface ManySearchOptions extends Omit<SearchOptions, 'apart'> {
  apart?: { rows: Int32Array; queries: Int32Array };
}

/** Rows whose scores are computed at once for four queries: they stay in the processor's cache. */
const blockRows = 256;

/**
 * Vectors of one network, each scaled to length one, ready to be searched. They are copied, so the
 * caller's array is free afterwards.
 */
export class Gallery {
  readonly count: number;
  readonly dimensions: number;
  readonly #floats: Float32Array;
  readonly #rowBytes: number;
  readonly #queryAt: number;
  readonly #scoresAt: number;
  readonly #kernels: KernelExports;

  /**
   * @param vectors row after row, of any length but zero
   * @throws RangeError naming the first vector that has no direction or is not finite
   */
  constructor(vectors: Float32Array, dimensions: number) {
    if (!(Number.isInteger(dimensions) && dimensions > 0) || vectors.length % dimensions !== 0)
      throw new RangeError(
        `A gallery of vectors: ${vectors.length} numbers are no whole number of vectors of ${dimensions}. Vectors of different networks cannot be searched together.`,
      );
    this.count = vectors.length / dimensions;
    this.dimensions = dimensions;
    this.#rowBytes = Math.ceil((4 * dimensions) / stepBytes) * stepBytes;
    this.#queryAt = this.count * this.#rowBytes;
    this.#scoresAt = this.#queryAt + 4 * this.#rowBytes;
    const bytes = this.#scoresAt + 4 * Math.max(this.count, 4 * blockRows);
    const { kernels, buffer } = dotKernels(bytes);
    this.#floats = new Float32Array(buffer);
    this.#kernels = kernels;
    for (let row = 0; row < this.count; row++)
      this.#place(vectors.subarray(row * dimensions, (row + 1) * dimensions), row, 'vector');
  }

  /** Writes a vector, scaled to length one, where row `row` lies; queries lie behind the last. */
  #place(vector: Float32Array, row: number, what: string): void {
    let squares = 0;
    for (let at = 0; at < vector.length; at++) squares += (vector[at] ?? 0) ** 2;
    if (!(squares > 0 && Number.isFinite(squares)))
      throw new RangeError(
        `The ${what} ${row < this.count ? row : row - this.count} has no direction: its length is ${Math.sqrt(squares)}. Embed its box again.`,
      );
    const by = 1 / Math.sqrt(squares);
    const start = (row * this.#rowBytes) / 4;
    for (let at = 0; at < vector.length; at++) this.#floats[start + at] = (vector[at] ?? 0) * by;
  }

  #placeQueries(queries: Float32Array): number {
    const many = queries.length / this.dimensions;
    if (!Number.isInteger(many))
      throw new RangeError(
        `A query of ${queries.length} numbers does not fit vectors of ${this.dimensions}; embed it with the network that made the gallery.`,
      );
    for (let q = 0; q < many; q++)
      this.#place(
        queries.subarray(q * this.dimensions, (q + 1) * this.dimensions),
        this.count + q,
        'query',
      );
    return many;
  }

  /** Cosines of a query with all rows. @param into receives them; of `count` numbers */
  scores(query: Float32Array, into = new Float32Array(this.count)): Float32Array {
    if (this.#placeQueries(query) !== 1)
      throw new RangeError('Scores of a gallery are asked for one query at a time.');
    if (this.count > 0)
      this.#kernels.dotOne(0, this.count, this.#rowBytes, this.#queryAt, this.#scoresAt);
    into.set(this.#floats.subarray(this.#scoresAt / 4, this.#scoresAt / 4 + this.count));
    return into;
  }

  /** The k rows that are most alike, best first. */
  nearest(query: Float32Array, { k, mask, apart }: SearchOptions): Neighbours {
    if (this.#placeQueries(query) !== 1)
      throw new RangeError('A search is for one query; `nearestOfMany` takes several.');
    if (this.count > 0)
      this.#kernels.dotOne(0, this.count, this.#rowBytes, this.#queryAt, this.#scoresAt);
    const best = new BestRows(Math.min(k, this.count));
    this.#offer(best, this.#scoresAt / 4, 0, this.count, mask, apart);
    return best.sorted();
  }

  /**
   * Searches for many queries, a block of rows at a time.
   * @param queries vector after vector
   * @param apart groups of the rows and of each query
   */
  nearestOfMany(queries: Float32Array, { k, mask, apart }: ManySearchOptions): Neighbours[] {
    const found: Neighbours[] = [];
    const each = this.dimensions;
    for (let first = 0; first * each < queries.length; first += 4) {
      const many = this.#placeQueries(queries.subarray(first * each, (first + 4) * each));
      const best = Array.from({ length: many }, () => new BestRows(Math.min(k, this.count)));
      for (let start = 0; start < this.count; start += blockRows) {
        const rows = Math.min(blockRows, this.count - start);
        this.#dotFour(start, rows);
        for (const [q, heap] of best.entries()) {
          const own = apart && { rows: apart.rows, query: apart.queries[first + q] ?? -1 };
          this.#offer(heap, this.#scoresAt / 4 + q * blockRows, start, rows, mask, own);
        }
      }
      found.push(...best.map((heap) => heap.sorted()));
    }
    return found;
  }

  /**
   * Cosines of many queries with all rows, four queries at a time.
   * @param queries vector after vector
   * @param visit is given each query's place and its scores, which are overwritten afterwards
   */
  scoresOfMany(queries: Float32Array, visit: (query: number, scores: Float32Array) => void): void {
    const each = this.dimensions;
    const scores = Array.from({ length: 4 }, () => new Float32Array(this.count));
    for (let first = 0; first * each < queries.length; first += 4) {
      const many = this.#placeQueries(queries.subarray(first * each, (first + 4) * each));
      for (let start = 0; start < this.count; start += blockRows) {
        const rows = Math.min(blockRows, this.count - start);
        this.#dotFour(start, rows);
        for (const [q, own] of scores.slice(0, many).entries()) {
          const from = this.#scoresAt / 4 + q * blockRows;
          own.set(this.#floats.subarray(from, from + rows), start);
        }
      }
      for (const [q, own] of scores.slice(0, many).entries()) visit(first + q, own);
    }
  }

  #dotFour(start: number, rows: number): void {
    this.#kernels.dotFour(
      start * this.#rowBytes,
      rows,
      this.#rowBytes,
      this.#queryAt,
      this.#scoresAt,
      4 * blockRows,
    );
  }

  /** Offers the scores of `count` rows from `start` on, which lie at `from` in memory. */
  #offer(
    best: BestRows,
    from: number,
    start: number,
    count: number,
    mask: Uint8Array | undefined,
    apart: SearchOptions['apart'],
  ): void {
    const floats = this.#floats;
    const own = apart && apart.query >= 0 ? apart : undefined;
    let threshold = best.threshold;
    for (let at = 0; at < count; at++) {
      const score = floats[from + at] ?? 0;
      // Rows come in order, so one that only equals the worst kept would lose the tie.
      if (score <= threshold) continue;
      const row = start + at;
      if (mask && mask[row] === 0) continue;
      if (own && own.rows[row] === own.query) continue;
      best.offer(row, score);
      threshold = best.threshold;
    }
  }
}

/** A mask over rows: 1 where the rule holds. */
export function maskOf(count: number, holds: (row: number) => boolean): Uint8Array {
  const mask = new Uint8Array(count);
  for (let row = 0; row < count; row++) mask[row] = holds(row) ? 1 : 0;
  return mask;
}
