import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ExportRun, OutFile } from './exporter.ts';

async function* contentOf(path: string): AsyncGenerator<Uint8Array> {
  for await (const chunk of createReadStream(path)) yield chunk as Buffer;
}

/** Where a photo's own file stands, or null (and counted as left out) if it is not there now. */
export function photoPath(run: ExportRun, photoId: number): string | null {
  const photo = run.source.db
    .prepare<[number], { root: string; relPath: string }>(
      `SELECT r.path AS root, p.rel_path AS relPath
       FROM photos p JOIN roots r ON r.id = p.root_id WHERE p.id = ?`,
    )
    .get(photoId);
  const path = photo === undefined ? null : join(photo.root, photo.relPath);
  if (path !== null && existsSync(path)) return path;
  run.out.add('the file of the photo is missing');
  return null;
}

/** A copy of a photo's own file at `target` in the export. */
export function copyOf(run: ExportRun, photoId: number, target: string): OutFile | null {
  const path = photoPath(run, photoId);
  return path === null ? null : { path: target, chunks: contentOf(path) };
}
