/**
 * Exact search for very many queries: cosines by ONNX Runtime's matrix product, which uses all cores,
 * and the best of them by a selection of our own. The runtime's TopK sorts what need not be sorted.
 */
import { Tensor, type InferenceSession } from '#models/onnx/runtime.ts';
import type { Neighbours } from '#catalog/matching/nearest.ts';
import type { ManySearchOptions } from '#catalog/matching/rank.ts';
import { Graph } from '#models/graph/graph.ts';
import { encodeModel } from '#models/onnx/encode.ts';
import { openOn } from '#models/session/device.ts';
import { Reservoir } from './reservoir.ts';
import { groupSize, selectKernels, type SelectKernels } from './select-kernel.ts';

interface BulkOptions {
  threads?: number;
  /** Queries of one matrix product. */
  queries?: number;
}

/** Rows whose scores are looked at before the threshold is raised again. */
const stride = 512 * groupSize;

export class BulkNearest implements AsyncDisposable {
  readonly count: number;
  readonly dimensions: number;
  readonly #padded: number;
  readonly #batch: number;
  readonly #session: InferenceSession;
  readonly #kernels: SelectKernels;
  readonly #buffer: ArrayBuffer;
  readonly #floats: Float32Array;
  readonly #integers: Int32Array;

  private constructor(
    session: InferenceSession,
    {
      count,
      dimensions,
      padded,
      batch,
    }: Record<'count' | 'dimensions' | 'padded' | 'batch', number>,
  ) {
    this.#session = session;
    this.count = count;
    this.dimensions = dimensions;
    this.#padded = padded;
    this.#batch = batch;
    // Scores of a batch, then maxima or hits of a query's groups.
    const bytes = 4 * (batch * padded + padded / groupSize + 1);
    const { kernels, buffer } = selectKernels(bytes);
    this.#kernels = kernels;
    this.#buffer = buffer;
    this.#floats = new Float32Array(buffer);
    this.#integers = new Int32Array(buffer);
  }

  /**
   * @param vectors row after row; scaled to length one here
   * @throws RangeError for vectors without direction
   */
  static async open(
    vectors: Float32Array,
    dimensions: number,
    { threads, queries = 128 }: BulkOptions = {},
  ): Promise<BulkNearest> {
    const count = vectors.length / dimensions;
    if (!Number.isInteger(count) || count === 0)
      throw new RangeError(
        `A bulk search: ${vectors.length} numbers are no vectors of ${dimensions}.`,
      );
    const padded = Math.ceil(count / groupSize) * groupSize;
    const columns = new Float32Array(dimensions * padded);
    for (let row = 0; row < count; row += 1) {
      const by = inverseLength(vectors, row, dimensions, 'vector');
      for (let at = 0; at < dimensions; at += 1)
        columns[at * padded + row] = (vectors[row * dimensions + at] ?? 0) * by;
    }
    const model = productModel(columns, dimensions, padded);
    const session = await openOn('cpu', model, threads === undefined ? {} : { threads });
    return new BulkNearest(session, { count, dimensions, padded, batch: queries });
  }

  /** The k rows most alike to each query, best first; ties go to the lower row. */
  async nearest(queries: Float32Array, search: ManySearchOptions): Promise<Neighbours[]> {
    const many = queries.length / this.dimensions;
    if (!Number.isInteger(many))
      throw new RangeError(
        `Queries of ${queries.length} numbers do not fit vectors of ${this.dimensions}; embed them with the network that made the others.`,
      );
    const found: Neighbours[] = [];
    const best = new Reservoir(Math.min(search.k, this.count));
    for (let first = 0; first < many; first += this.#batch) {
      const rows = Math.min(this.#batch, many - first);
      await this.#multiply(queries, first, rows);
      for (let q = 0; q < rows; q += 1) {
        const own = search.apart?.queries[first + q] ?? -1;
        const hidden = hiddenRows(this.count, search, own);
        this.#select(q, best, hidden);
        found.push(best.sorted());
      }
    }
    return found;
  }

  async #multiply(queries: Float32Array, first: number, rows: number): Promise<void> {
    const d = this.dimensions;
    const values = queries.slice(first * d, (first + rows) * d);
    for (let q = 0; q < rows; q += 1) {
      const by = inverseLength(values, q, d, 'query');
      for (let at = q * d; at < (q + 1) * d; at += 1) values[at] = (values[at] ?? 0) * by;
    }
    const scores = new Float32Array(this.#buffer, 0, rows * this.#padded);
    await this.#session.run(
      { queries: new Tensor('float32', values, [rows, d]) },
      { scores: new Tensor('float32', scores, [rows, this.#padded]) },
    );
  }

  #select(q: number, best: Reservoir, hidden: ((row: number) => boolean) | undefined): void {
    const start = q * this.#padded;
    const scratch = this.#batch * this.#padded;
    best.clear(this.#firstThreshold(start, scratch, best.k, hidden));
    for (let from = 0; from < this.#padded; from += stride) {
      const groups = Math.min(stride, this.#padded - from) / groupSize;
      const at = 4 * (start + from);
      const hits = this.#kernels.groupsAbove(at, groups, best.threshold, 4 * scratch);
      for (let hit = 0; hit < hits; hit += 1) {
        const row = from + (this.#integers[scratch + hit] ?? 0) * groupSize;
        const end = Math.min(row + groupSize, this.count);
        for (let each = row; each < end; each += 1) {
          const score = this.#floats[start + each] ?? 0;
          if (score > best.threshold && !hidden?.(each)) best.offer(each, score);
        }
      }
      best.thin();
    }
  }

  /**
   * A score that k rows surely reach: the k-th largest of the maxima of the first groups, since each
   * is the score of another row. Groups with a row that may not be found do not count.
   */
  #firstThreshold(
    start: number,
    scratch: number,
    k: number,
    hidden: ((row: number) => boolean) | undefined,
  ): number {
    const groups = Math.min(Math.floor(this.count / groupSize), 4 * k);
    if (groups < k) return -Infinity;
    this.#kernels.groupMaxima(4 * start, groups, 4 * scratch);
    const maxima = this.#floats.slice(scratch, scratch + groups);
    if (hidden)
      for (let row = 0; row < groups * groupSize; row += 1)
        if (hidden(row)) maxima[Math.floor(row / groupSize)] = -Infinity;
    maxima.sort();
    const kth = maxima[groups - k] ?? -Infinity;
    return kth - 1e-6;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#session.release();
  }
}

function hiddenRows(
  count: number,
  { mask, apart }: ManySearchOptions,
  own: number,
): ((row: number) => boolean) | undefined {
  if (mask && mask.length !== count)
    throw new RangeError(`A mask of ${mask.length} numbers does not fit ${count} vectors.`);
  const groups = own >= 0 ? apart?.rows : undefined;
  if (!mask && !groups) return undefined;
  return (row) => mask?.[row] === 0 || groups?.[row] === own;
}

function inverseLength(
  vectors: Float32Array,
  row: number,
  dimensions: number,
  what: string,
): number {
  let squares = 0;
  for (let at = row * dimensions; at < (row + 1) * dimensions; at += 1)
    squares += (vectors[at] ?? 0) ** 2;
  if (!(squares > 0 && Number.isFinite(squares)))
    throw new RangeError(`The ${what} ${row} has no direction. Embed its box again.`);
  return 1 / Math.sqrt(squares);
}

/** queries [batch, dimensions] · columns [dimensions, rows], the columns inside, any batch. */
function productModel(columns: Float32Array, dimensions: number, rows: number): Uint8Array {
  const graph = new Graph();
  const queries = graph.input('queries', [1, dimensions]);
  const gallery = graph.input('gallery', [dimensions, rows]);
  graph.output('scores', graph.node('MatMul', [queries, gallery], [1, rows]));
  const model = graph.model();
  const [input, constant] = model.graph.inputs;
  const [output] = model.graph.outputs;
  if (!input || !constant || !output) throw new Error('The product lost an end.');
  const bytes = new Uint8Array(columns.buffer, columns.byteOffset, columns.byteLength);
  return encodeModel({
    ...model,
    graph: {
      ...model.graph,
      inputs: [{ ...input, shape: ['batch', dimensions] }],
      outputs: [{ ...output, shape: ['batch', rows] }],
      initializers: [
        ...model.graph.initializers,
        { name: 'gallery', dataType: 'float32', shape: [dimensions, rows], bytes },
      ],
    },
  });
}
