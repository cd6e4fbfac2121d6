/** Dot products of many rows with one query or four; plain loops over typed arrays take five times as long. */
import {
  code,
  compileWasm,
  constant,
  get,
  i32,
  lane,
  load,
  move,
  repeat,
  set,
  storeFloat,
  vector,
  plus,
} from './wasm.ts';

/** Bytes that the inner loop takes at once; a row's length in memory is a multiple of it. */
export const stepBytes = 64;

export interface KernelExports {
  /** scores[r] = rows[r] · query. Addresses and lengths in bytes. */
  dotOne(rows: number, count: number, rowBytes: number, query: number, scores: number): void;
  /** scores[q][r] of four queries that lie one after another; `scoreBytes` from one q to the next. */
  dotFour(
    rows: number,
    count: number,
    rowBytes: number,
    queries: number,
    scores: number,
    scoreBytes: number,
  ): void;
}

let make: ReturnType<typeof compileWasm<KernelExports>> | undefined;

/** The kernels, and a memory of at least so many bytes that they work in. */
export function dotKernels(bytes: number): { kernels: KernelExports; buffer: ArrayBuffer } {
  const integers = (count: number) => Array.from({ length: count }, () => i32);
  make ??= compileWasm<KernelExports>([
    { name: 'dotOne', takes: integers(5), gives: [], code: oneQuery() },
    { name: 'dotFour', takes: integers(6), gives: [], code: fourQueries() },
  ]);
  return make(bytes);
}

const zero = [...vector(12), ...Array.from({ length: 16 }, () => 0)];
const [vectorAdd, vectorMul] = [vector(0xe4), vector(0xe6)];
const floatAdd = [0x92];
/** Sum of the four lanes of a vector, left on the stack. */
const sumOf = (local: number) =>
  [0, 1, 2, 3].flatMap((at) => [...get(local), ...lane(at), ...(at === 0 ? [] : floatAdd)]);

/** `accumulator += a · b`, with `b` already on the stack. */
const accumulate = (accumulator: number, b: readonly number[], a: readonly number[]) => [
  ...get(accumulator),
  ...a,
  ...b,
  ...vectorMul,
  ...vectorAdd,
  ...set(accumulator),
];

function oneQuery(): number[] {
  const [rows, count, rowBytes, query, scores, left, at] = [0, 1, 2, 3, 4, 5, 6];
  const sums = [7, 8, 9, 10];
  const inner = repeat(left, constant(stepBytes), [
    ...sums.flatMap((sum, i) => accumulate(sum, load(at, 16 * i), load(rows, 16 * i))),
    ...move(at, constant(stepBytes)),
    ...move(rows, constant(stepBytes)),
  ]);
  const [a = 0, b = 0, c = 0, d = 0] = sums;
  const join = (to: number, from: number) => [...get(to), ...get(from), ...vectorAdd, ...set(to)];
  const row = [
    ...sums.flatMap((sum) => [...zero, ...set(sum)]),
    ...get(query),
    ...set(at),
    ...get(rowBytes),
    ...set(left),
    ...inner,
    ...join(a, b),
    ...join(c, d),
    ...join(a, c),
    ...get(scores),
    ...sumOf(a),
    ...storeFloat,
    ...move(scores, constant(4)),
  ];
  return code(2, 4, repeat(count, constant(1), row));
}

function fourQueries(): number[] {
  const [rows, count, rowBytes, queries, scores, scoreBytes, left] = [0, 1, 2, 3, 4, 5, 6];
  const at = [7, 8, 9, 10];
  const target = 11;
  const value = 12;
  // Two sums a query, so that additions need not wait for one another.
  const sums = [13, 14, 15, 16, 17, 18, 19, 20];
  const half = (offset: number, first: number) => [
    ...load(rows, offset),
    ...set(value),
    ...at.flatMap((query, q) => accumulate(sums[first + q] ?? 0, load(query, offset), get(value))),
  ];
  const inner = repeat(left, constant(stepBytes), [
    ...half(0, 0),
    ...half(16, 4),
    ...half(32, 0),
    ...half(48, 4),
    ...at.flatMap((query) => move(query, constant(stepBytes))),
    ...move(rows, constant(stepBytes)),
  ]);
  const begin = at.flatMap((query, q) => [
    ...(q === 0 ? get(queries) : [...get(at[q - 1] ?? 0), ...get(rowBytes), ...plus]),
    ...set(query),
  ]);
  const end = at.flatMap((_, q) => [
    ...get(sums[q] ?? 0),
    ...get(sums[q + 4] ?? 0),
    ...vectorAdd,
    ...set(value),
    ...get(target),
    ...sumOf(value),
    ...storeFloat,
    ...move(target, get(scoreBytes)),
  ]);
  const row = [
    ...sums.flatMap((sum) => [...zero, ...set(sum)]),
    ...begin,
    ...get(rowBytes),
    ...set(left),
    ...inner,
    ...get(scores),
    ...set(target),
    ...end,
    ...move(scores, constant(4)),
  ];
  return code(6, 9, repeat(count, constant(1), row));
}
