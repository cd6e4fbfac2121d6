import { createReadStream } from 'node:fs';
import { rawKindOf } from '#terms/photos/file-kinds.ts';
import {
  AnotherPictureError,
  readOriginal,
  verifyOriginal,
  type Original,
} from '../pictures/identity/original.ts';
import { fileReasons, originalOf } from './box-picture.ts';
import type { ExportRun, OutFile } from './exporter.ts';

async function* contentOf(path: string): AsyncGenerator<Uint8Array> {
  for await (const chunk of createReadStream(path)) yield chunk as Buffer;
}

/**
 * Why a photo's own file cannot be given away; null if it can. It is looked at from outside, and by its content where
 * it changed.
 */
export async function reasonAgainstFile(original: Original): Promise<string | null> {
  try {
    await verifyOriginal(original);
    return null;
  } catch (error) {
    return error instanceof AnotherPictureError ? fileReasons.replaced : fileReasons.gone;
  }
}

/**
 * A copy of a photo's own file at `target` in the export, of a RAW file the JPEG in it; null (and counted as left
 * out) if it is not there now, or another picture's.
 */
export async function copyOf(
  run: ExportRun,
  photoId: number,
  target: string,
): Promise<OutFile | null> {
  const original = originalOf(run.source, photoId);
  const reason = original === null ? fileReasons.gone : await reasonAgainstFile(original);
  if (original === null || reason !== null) {
    run.out.add(reason ?? fileReasons.gone);
    return null;
  }
  const chunks =
    rawKindOf(original.path) === null ? contentOf(original.path) : [await readOriginal(original)];
  return { path: target, chunks };
}
