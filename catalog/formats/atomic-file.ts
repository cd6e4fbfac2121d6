import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

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
  await mkdir(dirname(path), { recursive: true });
  const partial = `${path}.${randomUUID()}.partial`;
  try {
    const out = createWriteStream(partial, { flags: 'wx' });
    await pipeline(Readable.from(chunks, { objectMode: true }), out);
    const handle = await open(partial, 'r+');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(partial, path);
    return out.bytesWritten;
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}
