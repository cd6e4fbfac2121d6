/**
 * A number as people and programs write it. A decimal comma is read and reported as mended;
 * anything that is not one finite number is null.
 */
export function parseNumber(text: string): { value: number; mended: boolean } | null {
  const trimmed = text.trim();
  if (/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(trimmed)) {
    return { value: Number(trimmed), mended: false };
  }
  if (/^[+-]?\d+,\d+$/.test(trimmed)) {
    return { value: Number(trimmed.replace(',', '.')), mended: true };
  }
  return null;
}
