import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { litterMark, sweepDead } from '../sweep-litter.ts';
import { intoPlace } from './into-place.ts';

/** Small pieces are written together in blocks of about this many characters. */
const BLOCK = 65_536;

/** The same content in fewer pieces: a table comes line by line, and a write costs more than a line. */
export async function* inBlocks(
  chunks: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>,
): AsyncGenerator<string | Uint8Array> {
  let held = '';
  for await (const chunk of chunks) {
    if (typeof chunk === 'string') {
      held += chunk;
      if (held.length < BLOCK) continue;
      yield held;
      held = '';
    } else {
      if (held !== '') yield held;
      held = '';
      yield chunk;
    }
  }
  if (held !== '') yield held;
}

/**
 * Streams `chunks` into a new file at `path`, whose folder is made if it is not there.
 *
 * @returns the number of bytes written.
 * @throws if a file of that name is there.
 */
export async function writeNewFile(
  path: string,
  chunks: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>,
): Promise<number> {
  await mkdir(dirname(path), { recursive: true });
  const out = createWriteStream(path, { flags: 'wx' });
  await pipeline(Readable.from(inBlocks(chunks), { objectMode: true }), out);
  return out.bytesWritten;
}

/**
 * Streams `chunks` into `path` so that the file appears there whole or not at all: written beside it
 * under a temporary name, synced, then renamed. On any error the temporary file is removed and what
 * stood at `path` before is untouched.
 *
 * @returns the number of bytes written.
 */
export async function writeFileAtomically(
  path: string,
  chunks: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>,
): Promise<number> {
  const partial = `${path}.${litterMark(randomUUID())}.partial`;
  await sweepDead(dirname(path), (name) => name.startsWith(`${basename(path)}.`));
  try {
    const bytes = await writeNewFile(partial, chunks);
    await intoPlace(partial, path);
    return bytes;
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}
