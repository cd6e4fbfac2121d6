/** The parts of a JPEG before its first scan (ISO 10918-1, annex B). */

interface Segment {
  marker: number;
  /** The whole segment, marker included. */
  from: number;
  to: number;
}

export const isJpeg = (bytes: Buffer): boolean => bytes[0] === 0xff && bytes[1] === 0xd8;

/** Start of scan. */
export const SCAN = 0xda;

/** Segments up to the first scan, which comes last and reaches to the end of its head. */
export function* segmentsOf(bytes: Buffer): Generator<Segment> {
  let at = 2;
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const to = at + 2 + bytes.readUInt16BE(at + 2);
    yield { marker, from: at, to };
    if (marker === SCAN) return;
    at = to;
  }
}
