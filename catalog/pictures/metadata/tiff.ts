/**
 * The structure that TIFF files, EXIF blocks and most RAW files share: directories of tagged values, after Adobe's
 * TIFF 6.0. Nothing in it is believed before it is looked at: what points outside the file is not there.
 */

interface TiffEntry {
  type: number;
  count: number;
  /** Where its values begin, in the bytes that were opened. */
  at: number;
  bytes: number;
}

/** Values by their tag. */
export type Directory = ReadonlyMap<number, TiffEntry>;

/** Bytes of one value, by type: BYTE, ASCII, SHORT, LONG, RATIONAL, and the signed and real ones. */
const sizes = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4];
/** UTF-8 text of EXIF 3. */
const UTF8 = 129;
/** More values in a directory, or directories in a file, than any program writes. */
const MOST = 4096;

/** Numbers that follow the byte order: TIFF's own, and those of Olympus and Panasonic. */
const magics: ReadonlySet<number> = new Set([42, 0x4f52, 0x5352, 0x55]);

export class Tiff {
  readonly bytes: Buffer;
  readonly isBig: boolean;
  /** What offsets are counted from. */
  readonly start: number;

  private constructor(bytes: Buffer, isBig: boolean, start: number) {
    this.bytes = bytes;
    this.isBig = isBig;
    this.start = start;
  }

  /** @param start where the byte order mark is; null if no such structure begins there */
  static open(bytes: Buffer, start = 0): Tiff | null {
    if (start < 0 || bytes.length < start + 8) return null;
    const order = bytes.toString('latin1', start, start + 2);
    if (order !== 'II' && order !== 'MM') return null;
    const tiff = new Tiff(bytes, order === 'MM', start);
    return magics.has(tiff.#short(start + 2)) ? tiff : null;
  }

  #short(at: number): number {
    return this.isBig ? this.bytes.readUInt16BE(at) : this.bytes.readUInt16LE(at);
  }

  #long(at: number): number {
    return this.isBig ? this.bytes.readUInt32BE(at) : this.bytes.readUInt32LE(at);
  }

  /** The directories of the file's own chain, the first first. */
  directories(): Directory[] {
    const found: Directory[] = [];
    const seen = new Set<number>();
    let offset = this.#long(this.start + 4);
    while (offset !== 0 && !seen.has(offset) && found.length < 64) {
      seen.add(offset);
      const directory = this.directoryAt(offset);
      if (directory === null) break;
      found.push(directory);
      const end = this.start + offset + 2 + 12 * this.#short(this.start + offset);
      if (end + 4 > this.bytes.length) break;
      offset = this.#long(end);
    }
    return found;
  }

  /**
   * @param offset as the file counts
   * @param from what offsets in it are counted from, where that is not the start of the file
   */
  directoryAt(offset: number, from = this.start): Directory | null {
    const at = this.start + offset;
    if (at < 0 || at + 2 > this.bytes.length) return null;
    const count = this.#short(at);
    if (count === 0 || count > MOST) return null;
    const entries = new Map<number, TiffEntry>();
    for (let place = at + 2; place < at + 2 + 12 * count; place += 12) {
      if (place + 12 > this.bytes.length) break;
      const entry = this.#entryAt(place, from);
      const tag = this.#short(place);
      if (entry !== null && !entries.has(tag)) entries.set(tag, entry);
    }
    return entries;
  }

  #entryAt(place: number, from: number): TiffEntry | null {
    const type = this.#short(place + 2);
    const size = type === UTF8 ? 1 : (sizes[type] ?? 0);
    const count = this.#long(place + 4);
    const bytes = size * count;
    if (size === 0 || count === 0) return null;
    const at = bytes <= 4 ? place + 8 : from + this.#long(place + 8);
    return at + bytes > this.bytes.length ? null : { type, count, at, bytes };
  }

  /** The directories that a value points to. */
  below(directory: Directory, tag: number): Directory[] {
    return this.numbers(directory.get(tag))
      .slice(0, 64)
      .flatMap((offset) => this.directoryAt(offset) ?? []);
  }

  /** The bytes of a value as they stand. */
  data(entry: TiffEntry | undefined): Buffer {
    return entry === undefined
      ? Buffer.alloc(0)
      : this.bytes.subarray(entry.at, entry.at + entry.bytes);
  }

  /** Numbers of a value, fractions as quotients (0/0 is NaN); none of text. */
  numbers(entry: TiffEntry | undefined): number[] {
    if (entry === undefined) return [];
    const { type, at, bytes } = entry;
    const size = sizes[type] ?? 0;
    if (type === 2 || size === 0) return [];
    const values: number[] = [];
    for (let place = at; place < at + bytes && values.length < 65_536; place += size)
      values.push(this.#numberAt(place, type));
    return values;
  }

  #numberAt(at: number, type: number): number {
    const { bytes, isBig } = this;
    const signed = (place: number) => (isBig ? bytes.readInt32BE(place) : bytes.readInt32LE(place));
    switch (type) {
      case 3:
        return this.#short(at);
      case 4:
      case 13:
        return this.#long(at);
      case 5:
        return this.#long(at) / this.#long(at + 4);
      case 6:
        return bytes.readInt8(at);
      case 8:
        return isBig ? bytes.readInt16BE(at) : bytes.readInt16LE(at);
      case 9:
        return signed(at);
      case 10:
        return signed(at) / signed(at + 4);
      case 11:
        return isBig ? bytes.readFloatBE(at) : bytes.readFloatLE(at);
      case 12:
        return isBig ? bytes.readDoubleBE(at) : bytes.readDoubleLE(at);
      default:
        return bytes[at] ?? 0;
    }
  }
}
