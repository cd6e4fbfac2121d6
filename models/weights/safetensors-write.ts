/** Writing safetensors, atomically, tensor by tensor, and with the file's own hash among its metadata. */
import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { writeAtomically } from './atomic-file.ts';
import { toHalf } from './half-floats.ts';
import { countElements } from './safetensors-header.ts';
import { hashKey, openHash } from './safetensors-hash.ts';

/** A tensor to be written; `values` in row-major order. */
export interface NamedTensor {
  name: string;
  shape: readonly number[];
  values: Float32Array;
}

interface WriteOptions {
  /** F16 halves the file and keeps about three decimal digits. Default F32. */
  dtype?: 'F32' | 'F16';
  metadata?: Readonly<Record<string, string>>;
}

const pieceElements = 1 << 20;

/**
 * Writes tensors in the order given. The file appears under its name only when it is whole.
 * @throws RangeError if a name comes twice or a shape does not fit its values
 */
export async function writeSafetensors(
  path: string,
  tensors: readonly NamedTensor[],
  { dtype = 'F32', metadata }: WriteOptions = {},
): Promise<void> {
  const header = describe(path, tensors, dtype, metadata);
  await writeAtomically(path, async (file) => {
    const hash = createHash('sha256').update(header);
    await writeAll(file, header);
    for (const { values } of tensors) {
      for (let start = 0; start < values.length; start += pieceElements) {
        const part = values.subarray(start, start + pieceElements);
        const packed = dtype === 'F16' ? Uint16Array.from(part, toHalf) : part;
        const bytes = new Uint8Array(packed.buffer, packed.byteOffset, packed.byteLength);
        hash.update(bytes);
        await writeAll(file, bytes);
      }
    }
    await file.write(hash.digest('hex'), header.indexOf(openHash), 'latin1');
  });
}

function describe(
  path: string,
  tensors: readonly NamedTensor[],
  dtype: 'F32' | 'F16',
  metadata: Readonly<Record<string, string>> | undefined,
): Buffer {
  const entries = new Map<string, unknown>();
  // First, so that its place is found before anything that a name or a text could imitate.
  entries.set('__metadata__', { [hashKey]: openHash, ...metadata });
  let position = 0;
  for (const { name, shape, values } of tensors) {
    if (entries.has(name)) throw new RangeError(`Writing ${path}: tensor "${name}" comes twice.`);
    if (countElements(shape) !== values.length)
      throw new RangeError(
        `Writing ${path}: tensor "${name}" [${shape.join(', ')}] has ${values.length} values.`,
      );
    const end = position + values.length * (dtype === 'F16' ? 2 : 4);
    entries.set(name, { dtype, shape, data_offsets: [position, end] });
    position = end;
  }
  const json = Buffer.from(JSON.stringify(Object.fromEntries(entries)));
  // Spaces after the JSON put the first tensor at a multiple of eight bytes, as readers that map the file want it.
  const padded = Math.ceil(json.length / 8) * 8;
  const header = Buffer.alloc(8 + padded, ' ');
  header.writeBigUInt64LE(BigInt(padded), 0);
  json.copy(header, 8);
  return header;
}

async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done);
    done += bytesWritten;
  }
}
