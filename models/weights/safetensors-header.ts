/**
 * The header of a safetensors file: eight bytes of length (little-endian), JSON, then the bytes of
 * all tensors without a hole (https://github.com/huggingface/safetensors, "Format").
 */
import { WeightsError } from './weights-error.ts';

/** Bytes of one element, for every type that the format names. */
const elementBytes = {
  BOOL: 1,
  U8: 1,
  I8: 1,
  F8_E4M3: 1,
  F8_E5M2: 1,
  I16: 2,
  U16: 2,
  F16: 2,
  BF16: 2,
  I32: 4,
  U32: 4,
  F32: 4,
  I64: 8,
  U64: 8,
  F64: 8,
} as const;

type TensorType = keyof typeof elementBytes;

/** One tensor of the file; `begin` and `end` are byte positions after the header. */
export interface TensorEntry {
  name: string;
  dtype: TensorType;
  shape: readonly number[];
  begin: number;
  end: number;
}

export interface SafetensorsHeader {
  tensors: ReadonlyMap<string, TensorEntry>;
  metadata: Readonly<Record<string, string>>;
  /** Where the bytes of the tensors start in the file. */
  dataStart: number;
}

/** The format's own limit on the length of the JSON. */
export const maxHeaderBytes = 100_000_000;

/** Elements of a shape; the empty shape is one number. */
export function countElements(shape: readonly number[]): number {
  return shape.reduce((product, side) => product * side, 1);
}

/**
 * Reads and checks a header.
 * @param json the text between the length and the tensors
 * @param dataStart where the tensors begin in the file
 * @param dataBytes bytes of the file after the header
 * @throws WeightsError `header-invalid`, `duplicate-key`, `misaligned`, `overlap`, `truncated`
 */
export function parseHeader(
  path: string,
  json: string,
  dataStart: number,
  dataBytes: number,
): SafetensorsHeader {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch (cause) {
    throw new WeightsError(
      'header-invalid',
      path,
      'the header is not JSON, so this is no safetensors file or a damaged one; copy or export it again.',
      { cause },
    );
  }
  if (!isRecord(parsed)) throw invalid(path, 'the header is not a JSON object');
  const twice = firstDuplicateKey(json);
  if (twice !== undefined)
    throw new WeightsError(
      'duplicate-key',
      path,
      `the header names "${twice}" twice, so it is unclear which one counts; export the file again.`,
    );
  const tensors = new Map<string, TensorEntry>();
  let metadata: Record<string, string> = {};
  for (const [name, value] of Object.entries(parsed)) {
    if (name === '__metadata__') metadata = parseMetadata(path, value);
    else tensors.set(name, parseEntry(path, name, value));
  }
  checkLayout(path, [...tensors.values()], dataBytes);
  return { tensors, metadata, dataStart };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function invalid(path: string, what: string): WeightsError {
  return new WeightsError('header-invalid', path, `${what}; export the file again.`);
}

function parseMetadata(path: string, value: unknown): Record<string, string> {
  if (!isRecord(value)) throw invalid(path, 'its __metadata__ is not an object');
  const metadata: Record<string, string> = {};
  for (const [key, text] of Object.entries(value)) {
    if (typeof text !== 'string') throw invalid(path, `its metadata "${key}" is not text`);
    metadata[key] = text;
  }
  return metadata;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function parseEntry(path: string, name: string, value: unknown): TensorEntry {
  if (!isRecord(value)) throw invalid(path, `the entry of tensor "${name}" is not an object`);
  const { dtype, shape, data_offsets: offsets } = value;
  if (typeof dtype !== 'string' || !Object.hasOwn(elementBytes, dtype))
    throw new WeightsError(
      'unsupported-dtype',
      path,
      `tensor "${name}" has the unknown type ${JSON.stringify(dtype)}; save it as F32, F16 or BF16.`,
    );
  if (!Array.isArray(shape) || !shape.every(isCount) || !isCount(countElements(shape)))
    throw invalid(path, `tensor "${name}" has an impossible shape ${JSON.stringify(shape)}`);
  if (!Array.isArray(offsets) || offsets.length !== 2 || !offsets.every(isCount))
    throw invalid(path, `tensor "${name}" has impossible offsets ${JSON.stringify(offsets)}`);
  const [begin, end] = offsets as [number, number];
  const type = dtype as TensorType;
  const expected = countElements(shape) * elementBytes[type];
  if (end - begin !== expected)
    throw new WeightsError(
      'misaligned',
      path,
      `tensor "${name}" spans ${end - begin} bytes, but ${type} [${shape.join(', ')}] takes ${expected}; export the file again.`,
    );
  return { name, dtype: type, shape, begin, end };
}

/** Tensors must follow one another from the first byte to the last. */
function checkLayout(path: string, entries: TensorEntry[], dataBytes: number): void {
  let position = 0;
  let previous = 'the header';
  for (const entry of entries.sort((a, b) => a.begin - b.begin || a.end - b.end)) {
    if (entry.begin < position)
      throw new WeightsError(
        'overlap',
        path,
        `tensor "${entry.name}" begins inside ${previous}; the file is damaged, export it again.`,
      );
    if (entry.begin > position)
      throw new WeightsError(
        'misaligned',
        path,
        `there are ${entry.begin - position} bytes of no tensor before "${entry.name}"; export the file again.`,
      );
    position = entry.end;
    previous = `tensor "${entry.name}"`;
  }
  if (position > dataBytes)
    throw new WeightsError(
      'truncated',
      path,
      `its header lists ${position} bytes of tensors, but only ${dataBytes} are there; the copy or download broke off, fetch it again.`,
    );
  if (position < dataBytes)
    throw new WeightsError(
      'misaligned',
      path,
      `${dataBytes - position} bytes after the last tensor belong to none; export the file again.`,
    );
}

/** JSON.parse keeps the last of two equal keys without a word, so the text itself is looked at. */
function firstDuplicateKey(json: string): string | undefined {
  const seen = new Set<string>();
  let depth = 0;
  for (let at = 0; at < json.length; at++) {
    const letter = json[at];
    if (letter === '{' || letter === '[') depth++;
    else if (letter === '}' || letter === ']') depth--;
    else if (letter === '"') {
      const start = at;
      for (at++; json[at] !== '"'; at++) if (json[at] === '\\') at++;
      if (depth !== 1 || !/^\s*:/.test(json.slice(at + 1, at + 64))) continue;
      const key = JSON.parse(json.slice(start, at + 1)) as string;
      if (seen.has(key)) return key;
      seen.add(key);
    }
  }
  return undefined;
}
