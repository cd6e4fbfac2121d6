/** Reading safetensors from disk in pieces: a file of any size needs memory for one tensor only. */
import { open, type FileHandle } from 'node:fs/promises';
import { fromBfloat16, fromHalf } from './half-floats.ts';
import {
  countElements,
  maxHeaderBytes,
  parseHeader,
  type SafetensorsHeader,
  type TensorEntry,
} from './safetensors-header.ts';
import { checkHash, hashKey } from './safetensors-hash.ts';
import { WeightsError } from './weights-error.ts';

const pieceBytes = 4 << 20;

export class SafetensorsFile implements AsyncDisposable {
  readonly path: string;
  readonly header: SafetensorsHeader;
  readonly #file: FileHandle;

  private constructor(path: string, header: SafetensorsHeader, file: FileHandle) {
    this.path = path;
    this.header = header;
    this.#file = file;
  }

  /**
   * Opens a file and checks its whole header against its length, and all of it against its hash where it was
   * written by us.
   * @throws WeightsError naming the file, what is wrong with it and what to do
   */
  static async open(path: string): Promise<SafetensorsFile> {
    let file: FileHandle;
    try {
      file = await open(path, 'r');
    } catch (cause) {
      throw new WeightsError(
        'unreadable',
        path,
        `cannot be opened (${(cause as Error).message}); check that it exists and may be read.`,
        { cause },
      );
    }
    try {
      return new SafetensorsFile(path, await readHeader(path, file), file);
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** The entry of a tensor. @throws WeightsError `missing-tensor` */
  entry(name: string): TensorEntry {
    const entry = this.header.tensors.get(name);
    if (!entry)
      throw new WeightsError(
        'missing-tensor',
        this.path,
        `has no tensor "${name}" (it has ${this.header.tensors.size} others); choose a file that has it.`,
      );
    return entry;
  }

  /**
   * One tensor as 32-bit floats, from F32, F16 or BF16.
   * @param into receives the values; it must have the tensor's number of elements
   * @throws WeightsError `missing-tensor`, `unsupported-dtype`, `truncated`
   */
  async readFloats(name: string, into?: Float32Array): Promise<Float32Array> {
    const entry = this.entry(name);
    const count = countElements(entry.shape);
    const values = into ?? new Float32Array(count);
    if (values.length !== count)
      throw new RangeError(
        `Reading "${name}" of ${this.path}: the target holds ${values.length} numbers, the tensor ${count}.`,
      );
    const { dtype } = entry;
    if (dtype === 'F32') {
      const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
      await this.#read(bytes, this.header.dataStart + entry.begin);
      return values;
    }
    if (dtype !== 'F16' && dtype !== 'BF16')
      throw new WeightsError(
        'unsupported-dtype',
        this.path,
        `tensor "${name}" is ${dtype}; networks here take F32, F16 or BF16, so save it as one of these.`,
      );
    const decode = dtype === 'F16' ? fromHalf : fromBfloat16;
    const piece = new Uint16Array(Math.min(pieceBytes / 2, count));
    for (let done = 0; done < count; done += piece.length) {
      const part = piece.subarray(0, Math.min(piece.length, count - done));
      const bytes = new Uint8Array(part.buffer, 0, part.byteLength);
      await this.#read(bytes, this.header.dataStart + entry.begin + done * 2);
      for (const [index, bits] of part.entries()) values[done + index] = decode(bits);
    }
    return values;
  }

  async #read(bytes: Uint8Array, position: number): Promise<void> {
    await readExactly(this.path, this.#file, bytes, position);
  }

  async close(): Promise<void> {
    await this.#file.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}

async function readHeader(path: string, file: FileHandle): Promise<SafetensorsHeader> {
  const { size } = await file.stat();
  const start = Buffer.alloc(8);
  const { bytesRead } = await file.read(start, 0, 8, 0);
  refusePickle(path, start.subarray(0, bytesRead));
  if (bytesRead < 8)
    throw new WeightsError(
      'truncated',
      path,
      `has only ${bytesRead} bytes, fewer than a safetensors header; fetch or export it again.`,
    );
  const length = start.readBigUInt64LE();
  if (length > BigInt(maxHeaderBytes))
    throw new WeightsError(
      'header-too-large',
      path,
      `claims a header of ${length} bytes, above the format's ${maxHeaderBytes}; this is no safetensors file, choose another.`,
    );
  const headerBytes = Number(length);
  if (8 + headerBytes > size)
    throw new WeightsError(
      'truncated',
      path,
      `claims a header of ${headerBytes} bytes, but the file has only ${size} in all; it broke off or is no safetensors file, fetch it again.`,
    );
  const json = Buffer.alloc(headerBytes);
  await readExactly(path, file, json, 8);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(json);
  } catch (cause) {
    throw new WeightsError(
      'header-invalid',
      path,
      'the header is not UTF-8 text, so this is no safetensors file; choose another.',
      { cause },
    );
  }
  const header = parseHeader(path, text, 8 + headerBytes, size - 8 - headerBytes);
  const { [hashKey]: stated, ...metadata } = header.metadata;
  if (stated === undefined) return header;
  await checkHash(path, file, stated, Buffer.concat([start, json]));
  return { ...header, metadata };
}

/** PyTorch's own files are zip archives or bare pickles: unpacking them runs whatever is in them. */
function refusePickle(path: string, start: Uint8Array): void {
  const zip = start[0] === 0x50 && start[1] === 0x4b && start[2] === 3 && start[3] === 4;
  const bare = start[0] === 0x80 && (start[1] ?? 0) >= 2 && (start[1] ?? 0) <= 5;
  const named = /\.(pt|pth|pkl|ckpt)$/i.test(path);
  if (zip || ((bare || named) && !looksLikeLength(start)))
    throw new WeightsError(
      'pickled',
      path,
      'is a pickled PyTorch file, which can run code when it is opened, so it is refused. Convert it where it comes from: safetensors.torch.save_file(model.state_dict(), "weights.safetensors").',
    );
}

/** A header's length is far below 2^32, so its upper four bytes are zero; no pickle starts so. */
function looksLikeLength(start: Uint8Array): boolean {
  return start.length === 8 && start.subarray(4).every((byte) => byte === 0);
}

async function readExactly(
  path: string,
  file: FileHandle,
  bytes: Uint8Array,
  position: number,
): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const take = Math.min(pieceBytes, bytes.length - done);
    const { bytesRead } = await file.read(bytes, done, take, position + done);
    if (bytesRead === 0)
      throw new WeightsError(
        'truncated',
        path,
        `ended ${bytes.length - done} bytes early while it was read; fetch it again.`,
      );
    done += bytesRead;
  }
}
