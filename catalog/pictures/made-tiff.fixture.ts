/** TIFF structures as tests need them: EXIF blocks, TIFF pictures and RAW files, in either byte order. */

/** A value of a directory: text, numbers of a type, bytes, or directories that it points to. */
type MadeValue =
  | string
  | { short: number[] }
  | { long: number[] }
  | { rational: [number, number][] }
  | { bytes: Buffer }
  /** Offsets of pieces that are laid down elsewhere in the file, with their lengths under another tag. */
  | { piece: Buffer }
  | { directories: MadeDirectory[] };

export type MadeDirectory = Readonly<Record<number, MadeValue>>;

interface Options {
  isBig?: boolean;
  /** The number after the byte order; that of TIFF where not given. */
  magic?: number;
  /** What offsets are counted from, where the structure is put into another file. */
  base?: number;
}

/** The structure with a chain of directories; pieces and values stand behind them. */
export function madeTiff(chain: readonly MadeDirectory[], options: Options = {}): Buffer {
  const { isBig = false, magic = 42, base = 0 } = options;
  let end = 8;
  const parts: { at: number; bytes: Buffer }[] = [];
  const short = (value: number) => {
    const bytes = Buffer.alloc(2);
    if (isBig) bytes.writeUInt16BE(value);
    else bytes.writeUInt16LE(value);
    return bytes;
  };
  const long = (value: number) => {
    const bytes = Buffer.alloc(4);
    if (isBig) bytes.writeUInt32BE(value);
    else bytes.writeUInt32LE(value);
    return bytes;
  };
  const lay = (bytes: Buffer): number => {
    const at = end;
    parts.push({ at, bytes });
    end += bytes.length + (bytes.length % 2);
    return at + base;
  };
  const valueOf = (value: MadeValue): { type: number; count: number; bytes: Buffer } => {
    if (typeof value === 'string') {
      const bytes = Buffer.concat([Buffer.from(value), Buffer.alloc(1)]);
      return { type: 2, count: bytes.length, bytes };
    }
    if ('short' in value)
      return { type: 3, count: value.short.length, bytes: Buffer.concat(value.short.map(short)) };
    if ('long' in value)
      return { type: 4, count: value.long.length, bytes: Buffer.concat(value.long.map(long)) };
    if ('rational' in value)
      return {
        type: 5,
        count: value.rational.length,
        bytes: Buffer.concat(value.rational.flat().map(long)),
      };
    if ('bytes' in value) return { type: 7, count: value.bytes.length, bytes: value.bytes };
    if ('piece' in value) return { type: 4, count: 1, bytes: long(lay(value.piece)) };
    const offsets = value.directories.map((directory) => layDirectory(directory, 0));
    return { type: 4, count: offsets.length, bytes: Buffer.concat(offsets.map(long)) };
  };
  const layDirectory = (directory: MadeDirectory, next: number): number => {
    const entries = Object.entries(directory).map(([tag, value]) => ({
      tag: Number(tag),
      ...valueOf(value),
    }));
    const rows = entries
      .sort((a, b) => a.tag - b.tag)
      .map(({ tag, type, count, bytes }) =>
        Buffer.concat([
          short(tag),
          short(type),
          long(count),
          bytes.length <= 4
            ? Buffer.concat([bytes, Buffer.alloc(4 - bytes.length)])
            : long(lay(bytes)),
        ]),
      );
    return lay(Buffer.concat([short(rows.length), ...rows, long(next)]));
  };
  let next = 0;
  for (const directory of chain.toReversed()) next = layDirectory(directory, next);
  const file = Buffer.alloc(end);
  file.write(isBig ? 'MM' : 'II', 0, 'latin1');
  short(magic).copy(file, 2);
  long(next).copy(file, 4);
  for (const { at, bytes } of parts) bytes.copy(file, at);
  return file;
}

/** An EXIF block as JPEG holds it. */
export const madeExif = (image: MadeDirectory, options: Options = {}): Buffer =>
  Buffer.concat([Buffer.from('Exif\0\0'), madeTiff([image], options)]);

/** A JPEG with further segments after its start. */
export function withSegments(jpeg: Buffer, segments: readonly { marker: number; bytes: Buffer }[]) {
  const made = segments.map(({ marker, bytes }) => {
    const head = Buffer.alloc(4);
    head.writeUInt16BE(0xff00 + marker);
    head.writeUInt16BE(bytes.length + 2, 2);
    return Buffer.concat([head, bytes]);
  });
  return Buffer.concat([jpeg.subarray(0, 2), ...made, jpeg.subarray(2)]);
}
