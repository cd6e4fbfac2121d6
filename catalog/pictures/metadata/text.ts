import { decodeText } from '../../formats/decode-text.ts';

/** Text of metadata without what cameras pad it with; null for none. At most 200 letters. */
export function cleanText(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  // oxlint-disable-next-line no-control-regex -- padding of fixed-length fields
  const clean = value.replace(/[\u0000-\u001f\u007f]+/g, ' ').trim();
  return clean === '' ? null : clean.slice(0, 200);
}

/** Bytes that should be ASCII and often are not: UTF-8, else the letters of Western Windows. */
export const bytesAsText = (bytes: Uint8Array): string | null =>
  bytes.length === 0 ? null : cleanText(decodeText(bytes).text);
