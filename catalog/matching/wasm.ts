/**
 * The few pieces of WebAssembly that searches are written with, byte by byte. Its 128-bit vector
 * instructions run in every process that runs JavaScript, so that a search needs no native code.
 */

/** What is used of the platform's own: its types come with those of browsers alone. */
declare const WebAssembly: {
  Memory: new (size: { initial: number }) => { buffer: ArrayBuffer };
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports: object) => { exports: unknown };
};

const pageBytes = 65_536;

/** A function of a module: its name, the types it takes and gives, and its code. */
interface WasmFunction {
  name: string;
  takes: readonly number[];
  gives: readonly number[];
  code: readonly number[];
}

/**
 * Compiles functions; what comes back makes them over a memory of at least so many bytes.
 * @typeParam Kernels the functions by their names
 */
export function compileWasm<Kernels>(
  functions: readonly WasmFunction[],
): (bytes: number) => { kernels: Kernels; buffer: ArrayBuffer } {
  const module = new WebAssembly.Module(moduleBytes(functions));
  return (bytes) => {
    const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / pageBytes) });
    const { exports } = new WebAssembly.Instance(module, { env: { memory } });
    return { kernels: exports as Kernels, buffer: memory.buffer };
  };
}

function moduleBytes(functions: readonly WasmFunction[]): Uint8Array {
  const magicAndVersion = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
  return Uint8Array.from([
    ...magicAndVersion,
    ...section(
      1,
      functions.map(({ takes, gives }) => [0x60, ...sized(takes), ...sized(gives)]),
    ),
    ...section(2, [[...text('env'), ...text('memory'), 2, 0, 1]]),
    ...section(
      3,
      functions.map((_, at) => [at]),
    ),
    ...section(
      7,
      functions.map(({ name }, at) => [...text(name), 0, at]),
    ),
    ...section(
      10,
      functions.map(({ code }) => [...code]),
    ),
  ]);
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

export const [i32, f32] = [0x7f, 0x7d];
const v128 = 0x7b;
export const get = (local: number) => [0x20, ...leb(local)];
export const set = (local: number) => [0x21, ...leb(local)];
export const constant = (value: number) => [0x41, ...signed(value)];
export const [plus, minus] = [[0x6a], [0x6b]];
export const vector = (op: number) => [0xfd, ...leb(op)];
/** Loads sixteen bytes at `address + offset`. */
export const load = (address: number, offset: number) => [
  ...get(address),
  ...vector(0),
  2,
  ...leb(offset),
];
export const lane = (at: number) => [...vector(0x1f), at];
export const storeFloat = [0x38, 2, 0];
/** `local += by` */
export const move = (local: number, by: readonly number[]) => [
  ...get(local),
  ...by,
  ...plus,
  ...set(local),
];
/** Repeats while `count` (a local) is not zero after it was lessened by `by`. */
export const repeat = (count: number, by: readonly number[], body: readonly number[]) => [
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
/** A function's code: its locals beside the parameters, and its instructions. */
export const code = (ints: number, vectors: number, body: readonly number[]) =>
  sized([...leb(2), ...leb(ints), i32, ...leb(vectors), v128, ...body, 0x0b]);
