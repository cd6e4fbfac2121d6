import { createWriteStream } from 'node:fs';
import { mkdir, open, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { basename, join, parse } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { App } from '#api/app.ts';
import { AppError } from '#api/errors.ts';
import { intoPlace } from '#catalog/formats/into-place.ts';
import { mostPhotoBytes } from '#terms/photos/files.ts';

/** A file name that can only be a file in the folder it is put into. */
export function safeName(name: string): string {
  const plain = basename(name.replaceAll('\\', '/'))
    // oxlint-disable-next-line no-control-regex -- file systems forbid exactly these
    .replace(/[<>:"/\\|?*\u0000-\u001f]+/g, '-')
    .replace(/^\.+/, '');
  return plain === '' ? 'photo' : plain.slice(-180);
}

function tooLarge(name: string): AppError {
  return new AppError(
    'bad-input',
    `${name} is larger than 1 GB. Import its folder with "Import photos" instead.`,
  );
}

/** Takes a name that is free: cameras number from 0001 on every card, and no photo replaces another. */
async function reserve(folder: string, name: string): Promise<string> {
  const { name: stem, ext } = parse(name);
  for (let number = 1; ; number += 1) {
    const path = join(folder, number === 1 ? name : `${stem} (${number})${ext}`);
    try {
      await (await open(path, 'wx')).close();
      return path;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
  }
}

/**
 * Streams one dropped photo into the catalogue's `dropped/DAY` folder, whole or not at all.
 *
 * @returns the folder it went to, for the import.
 */
export async function receiveDrop(
  app: App,
  request: IncomingMessage,
  name: string,
): Promise<{ folder: string; name: string }> {
  const { catalogue } = app.open;
  const folder = join(catalogue.layout.dropped, new Date().toISOString().slice(0, 10));
  await mkdir(folder, { recursive: true });
  if (Number(request.headers['content-length']) > mostPhotoBytes) throw tooLarge(name);
  const path = await reserve(folder, safeName(name));
  const partial = `${path}.partial`;
  let bytes = 0;
  const limit = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > mostPhotoBytes) done(tooLarge(name));
      else done(null, chunk);
    },
  });
  try {
    await pipeline(request, limit, createWriteStream(partial));
    await intoPlace(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    await rm(path, { force: true });
    throw error;
  }
  return { folder, name: basename(path) };
}
