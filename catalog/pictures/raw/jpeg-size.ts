import type { Size } from '#terms/geometry.ts';
import { isJpeg, SCAN, segmentsOf } from '../jpeg/segments.ts';

/** Markers of frames that are decoded everywhere: baseline, extended and progressive. */
const frames: ReadonlySet<number> = new Set([0xc0, 0xc1, 0xc2]);
/** Other frames: lossless and arithmetic, as some RAW data are, which is no picture for a screen. */
const otherFrames: ReadonlySet<number> = new Set([0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd]);

/** Pixels of a JPEG as stored, by its frame; null for what is none or cannot be shown. */
export function jpegSize(bytes: Buffer): Size | null {
  if (!isJpeg(bytes)) return null;
  for (const { marker, from } of segmentsOf(bytes)) {
    if (marker === SCAN || otherFrames.has(marker) || from + 9 > bytes.length) return null;
    if (frames.has(marker))
      return { height: bytes.readUInt16BE(from + 5), width: bytes.readUInt16BE(from + 7) };
  }
  return null;
}
