/**
 * The protobuf wire format, as much of it as ONNX uses: varints, 32-bit numbers and bytes.
 * https://protobuf.dev/programming-guides/encoding/
 */

/** A model file that is cut off, damaged or not ONNX; the message says where. */
export class OnnxFormatError extends Error {
  override name = 'OnnxFormatError';
}

const utf8 = new TextEncoder();
const strictUtf8 = new TextDecoder('utf-8', { fatal: true });

export class WireWriter {
  readonly #parts: Uint8Array[] = [];
  #length = 0;

  #push(bytes: Uint8Array): this {
    this.#parts.push(bytes);
    this.#length += bytes.length;
    return this;
  }

  /** A signed 64-bit number, as protobuf writes it: two's complement in groups of seven bits. */
  #varint(value: bigint): this {
    const bytes: number[] = [];
    let rest = BigInt.asUintN(64, value);
    for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
    bytes.push(Number(rest));
    return this.#push(Uint8Array.from(bytes));
  }

  int(field: number, value: number | bigint): this {
    return this.#varint(BigInt(field << 3)).#varint(BigInt(value));
  }

  float(field: number, value: number): this {
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setFloat32(0, value, true);
    return this.#varint(BigInt((field << 3) | 5)).#push(bytes);
  }

  bytes(field: number, value: Uint8Array): this {
    return this.#varint(BigInt((field << 3) | 2))
      .#varint(BigInt(value.length))
      .#push(value);
  }

  text(field: number, value: string): this {
    return this.bytes(field, utf8.encode(value));
  }

  /** Fields that are written already. */
  raw(fields: Uint8Array): this {
    return this.#push(fields);
  }

  message(field: number, value: WireWriter): this {
    return this.bytes(field, value.finish());
  }

  finish(): Uint8Array {
    const whole = new Uint8Array(this.#length);
    let at = 0;
    for (const part of this.#parts) {
      whole.set(part, at);
      at += part.length;
    }
    return whole;
  }
}

/** One field as it stands in the file: a number for varints, bytes for all the others. */
interface WireField {
  field: number;
  value: bigint | Uint8Array;
  /** The field as it is written, its number included. */
  whole: Uint8Array;
}

/**
 * The fields of one message in file order.
 * @throws {OnnxFormatError} for a field that runs past the end or a wire type ONNX has no use for
 */
export function* readFields(bytes: Uint8Array, what: string): Generator<WireField> {
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = bytes[at++];
      if (byte === undefined) throw new OnnxFormatError(`${what}: cut off inside a number`);
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return BigInt.asIntN(64, value);
    }
    throw new OnnxFormatError(`${what}: a number of more than ten bytes at byte ${at}`);
  };
  const take = (count: bigint): Uint8Array => {
    if (count < 0n || BigInt(at) + count > BigInt(bytes.length))
      throw new OnnxFormatError(
        `${what}: a field claims ${count} bytes, ${bytes.length - at} are left`,
      );
    const taken = bytes.subarray(at, at + Number(count));
    at += taken.length;
    return taken;
  };
  while (at < bytes.length) {
    const start = at;
    const fieldOf = (field: number, value: WireField['value']): WireField => ({
      field,
      value,
      whole: bytes.subarray(start, at),
    });
    const key = Number(varint());
    const field = key >>> 3;
    if (field === 0) throw new OnnxFormatError(`${what}: field number 0 at byte ${at}`);
    switch (key & 7) {
      case 0:
        yield fieldOf(field, varint());
        break;
      case 1:
        yield fieldOf(field, take(8n));
        break;
      case 2:
        yield fieldOf(field, take(varint()));
        break;
      case 5:
        yield fieldOf(field, take(4n));
        break;
      default:
        throw new OnnxFormatError(`${what}: wire type ${key & 7} at byte ${at} is not ONNX`);
    }
  }
}

/** @throws {OnnxFormatError} if the field is not text */
export function asText(field: WireField, what: string): string {
  try {
    return strictUtf8.decode(asBytes(field, what));
  } catch (cause) {
    if (cause instanceof OnnxFormatError) throw cause;
    throw new OnnxFormatError(`${what}: field ${field.field} is not UTF-8 text`, { cause });
  }
}

/** @throws {OnnxFormatError} if the field is a number */
export function asBytes(field: WireField, what: string): Uint8Array {
  if (typeof field.value === 'bigint')
    throw new OnnxFormatError(`${what}: field ${field.field} is a number, bytes were due`);
  return field.value;
}

/** @throws {OnnxFormatError} if the field is not a number */
export function asInt(field: WireField, what: string): bigint {
  if (typeof field.value !== 'bigint')
    throw new OnnxFormatError(`${what}: field ${field.field} holds bytes, a number was due`);
  return field.value;
}

/** The numbers of a repeated field, which may stand packed in one or each alone. */
export function asInts(field: WireField, what: string): bigint[] {
  if (typeof field.value === 'bigint') return [field.value];
  const numbers: bigint[] = [];
  let value = 0n;
  let shift = 0n;
  for (const byte of field.value) {
    value |= BigInt(byte & 127) << shift;
    shift += 7n;
    if (byte >= 128) continue;
    numbers.push(BigInt.asIntN(64, value));
    value = 0n;
    shift = 0n;
  }
  if (shift > 0n) throw new OnnxFormatError(`${what}: cut off inside packed numbers`);
  return numbers;
}

/** The floats of a repeated field, packed or alone. */
export function asFloats(field: WireField, what: string): number[] {
  const bytes = asBytes(field, what);
  if (bytes.length % 4 !== 0)
    throw new OnnxFormatError(`${what}: ${bytes.length} bytes are no whole number of floats`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Array.from({ length: bytes.length / 4 }, (_, i) => view.getFloat32(i * 4, true));
}

/** The doubles of a repeated field, packed or alone. */
export function asDoubles(field: WireField, what: string): number[] {
  const bytes = asBytes(field, what);
  if (bytes.length % 8 !== 0)
    throw new OnnxFormatError(`${what}: ${bytes.length} bytes are no whole number of doubles`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Array.from({ length: bytes.length / 8 }, (_, i) => view.getFloat64(i * 8, true));
}
