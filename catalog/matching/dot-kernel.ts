/**
 * Dot products of many rows with one query or four, as a WebAssembly module of 128-bit vector
 * instructions that is written here byte by byte. It runs in every process that runs JavaScript, so
 * that a ranking needs no native code; plain loops over typed arrays take twice as long.
 */

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

/** What is used of the platform's own: its types come with those of browsers alone. */
declare const WebAssembly: {
  Memory: new (size: { initial: number }) => { buffer: ArrayBuffer };
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports: object) => { exports: unknown };
};

const pageBytes = 65_536;
let compiled: object | undefined;

/** The kernels, and a memory of at least so many bytes that they work in. */
export function dotKernels(bytes: number): { kernels: KernelExports; buffer: ArrayBuffer } {
  compiled ??= new WebAssembly.Module(moduleBytes());
  const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / pageBytes) });
  const { exports } = new WebAssembly.Instance(compiled, { env: { memory } });
  return { kernels: exports as KernelExports, buffer: memory.buffer };
}

/** Unsigned LEB128, as the format writes its whole numbers. */
function leb(value: number): number[] {
  const low = value & 0x7f;
  return value < 0x80 ? [low] : [low | 0x80, ...leb(value >>> 7)];
}
/** Signed LEB128. */
function signed(value: number): number[] {
  const low = value & 0x7f;
  const rest = value >> 7;
  const ends = (rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0);
  return ends ? [low] : [low | 0x80, ...signed(rest)];
}
const sized = (bytes: readonly number[]): number[] => [...leb(bytes.length), ...bytes];
const text = (name: string): number[] => sized([...Buffer.from(name)]);
const section = (id: number, items: readonly number[][]): number[] => [
  id,
  ...sized([...leb(items.length), ...items.flat()]),
];

const [i32, v128] = [0x7f, 0x7b];
const get = (local: number) => [0x20, ...leb(local)];
const set = (local: number) => [0x21, ...leb(local)];
const constant = (value: number) => [0x41, ...signed(value)];
const [plus, minus] = [[0x6a], [0x6b]];
const vector = (op: number) => [0xfd, ...leb(op)];
/** Loads sixteen bytes at `address + offset`. */
const load = (address: number, offset: number) => [
  ...get(address),
  ...vector(0),
  2,
  ...leb(offset),
];
const zero = [...vector(12), ...Array.from({ length: 16 }, () => 0)];
const [vectorAdd, vectorMul] = [vector(0xe4), vector(0xe6)];
const lane = (at: number) => [...vector(0x1f), at];
const floatAdd = [0x92];
const storeFloat = [0x38, 2, 0];
/** `local += by` */
const move = (local: number, by: readonly number[]) => [
  ...get(local),
  ...by,
  ...plus,
  ...set(local),
];
/** Repeats while `count` (a local) is not zero after it was lessened by `by`. */
const repeat = (count: number, by: readonly number[], body: readonly number[]) => [
  0x03,
  0x40,
  ...body,
  ...get(count),
  ...by,
  ...minus,
  0x22,
  ...leb(count),
  0x0d,
  0,
  0x0b,
];
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

/** A function's code: its locals beside the parameters, and its instructions. */
const code = (ints: number, vectors: number, body: readonly number[]) =>
  sized([...leb(2), ...leb(ints), i32, ...leb(vectors), v128, ...body, 0x0b]);

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

function moduleBytes(): Uint8Array {
  const type = (parameters: number) => [
    0x60,
    ...sized(Array.from({ length: parameters }, () => i32)),
    0,
  ];
  const magicAndVersion = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
  return Uint8Array.from([
    ...magicAndVersion,
    ...section(1, [type(5), type(6)]),
    ...section(2, [[...text('env'), ...text('memory'), 2, 0, 1]]),
    ...section(3, [[0], [1]]),
    ...section(7, [
      [...text('dotOne'), 0, 0],
      [...text('dotFour'), 0, 1],
    ]),
    ...section(10, [oneQuery(), fourQueries()]),
  ]);
}
