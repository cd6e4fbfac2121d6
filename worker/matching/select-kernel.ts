/** Finding the few high scores among many: groups of sixteen are looked at by their maximum. */
import {
  code,
  compileWasm,
  constant,
  f32,
  get,
  i32,
  lane,
  load,
  minus,
  move,
  plus,
  repeat,
  set,
  storeFloat,
  vector,
} from '#catalog/matching/wasm.ts';

/** Scores that are looked at together. */
export const groupSize = 16;
const groupBytes = 4 * groupSize;

export interface SelectKernels {
  /** maxima[g] = the largest score of group g. Addresses in bytes. */
  groupMaxima(scores: number, groups: number, maxima: number): void;
  /** Writes the numbers of groups with a score above the threshold, and gives how many there are. */
  groupsAbove(scores: number, groups: number, threshold: number, hits: number): number;
}

let make: ReturnType<typeof compileWasm<SelectKernels>> | undefined;

/** The kernels, and a memory of at least so many bytes that they work in. */
export function selectKernels(bytes: number): { kernels: SelectKernels; buffer: ArrayBuffer } {
  make ??= compileWasm<SelectKernels>([
    { name: 'groupMaxima', takes: [i32, i32, i32], gives: [], code: maxima() },
    { name: 'groupsAbove', takes: [i32, i32, f32, i32], gives: [i32], code: above() },
  ]);
  return make(bytes);
}

const larger = vector(0xeb);
/** The largest of each lane over the group at an address (a local), left on the stack. */
const groupMaximum = (scores: number) => [
  ...load(scores, 0),
  ...load(scores, 16),
  ...larger,
  ...load(scores, 32),
  ...load(scores, 48),
  ...larger,
  ...larger,
];

function maxima(): number[] {
  const [scores, groups, out, largest] = [0, 1, 2, 3];
  const floatMax = [0x97];
  const lanes = [0, 1, 2, 3].flatMap((at) => [
    ...get(largest),
    ...lane(at),
    ...(at === 0 ? [] : floatMax),
  ]);
  const body = [
    ...groupMaximum(scores),
    ...set(largest),
    ...get(out),
    ...lanes,
    ...storeFloat,
    ...move(out, constant(4)),
    ...move(scores, constant(groupBytes)),
  ];
  return code(0, 1, repeat(groups, constant(1), body));
}

function above(): number[] {
  const [scores, groups, threshold, hits, start, group, limit] = [0, 1, 2, 3, 4, 5, 6];
  const [splat, greater, anyTrue] = [vector(0x13), vector(0x44), vector(0x53)];
  const [storeInteger, shiftLeft, shiftRight] = [[0x36, 2, 0], [0x74], [0x76]];
  const body = [
    // Always written, and kept only by moving on: no branch to guess.
    ...get(hits),
    ...get(group),
    ...storeInteger,
    ...get(hits),
    ...groupMaximum(scores),
    ...get(limit),
    ...greater,
    ...anyTrue,
    ...constant(2),
    ...shiftLeft,
    ...plus,
    ...set(hits),
    ...move(group, constant(1)),
    ...move(scores, constant(groupBytes)),
  ];
  return code(2, 1, [
    ...get(hits),
    ...set(start),
    ...get(threshold),
    ...splat,
    ...set(limit),
    ...repeat(groups, constant(1), body),
    ...get(hits),
    ...get(start),
    ...minus,
    ...constant(2),
    ...shiftRight,
  ]);
}
