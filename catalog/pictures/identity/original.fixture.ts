import { statSync } from 'node:fs';

/** Size and time of a file as an import would have seen them. */
export function seenNow(path: string): { bytes: number; mtimeMs: number } {
  const { size, mtimeMs } = statSync(path);
  return { bytes: size, mtimeMs: Math.round(mtimeMs) };
}
