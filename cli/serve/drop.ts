import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { basename, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { App } from '#api/app.ts';
import { AppError } from '#api/errors.ts';

/** One photo that is dropped onto the page; browsers give its content but not its path. */
export const MOST_DROP_BYTES = 1024 ** 3;

/** A file name that can only be a file in the folder it is put into. */
export function safeName(name: string): string {
  const plain = basename(name.replaceAll('\\', '/'))
    // oxlint-disable-next-line no-control-regex -- file systems forbid exactly these
    .replace(/[<>:"/\\|?*\u0000-\u001f]+/g, '-')
    .replace(/^\.+/, '');
  return plain === '' ? 'photo' : plain.slice(-180);
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
  const path = join(folder, safeName(name));
  const partial = `${path}.partial`;
  let bytes = 0;
  const limit = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > MOST_DROP_BYTES) done(new AppError('bad-input', `${name} is larger than 1 GB.`));
      else done(null, chunk);
    },
  });
  try {
    await pipeline(request, limit, createWriteStream(partial));
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
  return { folder, name: basename(path) };
}
