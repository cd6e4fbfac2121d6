import { createReadStream } from 'node:fs';
import { originalOf } from './box-picture.ts';
import type { ExportRun, OutFile } from './exporter.ts';

async function* contentOf(path: string): AsyncGenerator<Uint8Array> {
  for await (const chunk of createReadStream(path)) yield chunk as Buffer;
}

/** Where a photo's own file stands, or null (and counted as left out) if it is not there now. */
function photoPath(run: ExportRun, photoId: number): string | null {
  const path = originalOf(run.source, photoId);
  if (path === null) run.out.add('the file of the photo is missing');
  return path;
}

/** A copy of a photo's own file at `target` in the export. */
export function copyOf(run: ExportRun, photoId: number, target: string): OutFile | null {
  const path = photoPath(run, photoId);
  return path === null ? null : { path: target, chunks: contentOf(path) };
}
