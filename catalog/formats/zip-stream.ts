import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { inBlocks } from './atomic-file.ts';

export type ZipEntry =
  | { path: string; chunks: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array> }
  | { path: string; file: string; compress: boolean };

/** All entries carry one time, so that the same content gives the same bytes on any day. */
const ENTRY_TIME = new Date(1980, 0, 1);

const options = (compress: boolean) => ({
  mtime: ENTRY_TIME,
  mode: 0o100644,
  compress,
  // yazl writes the DOS time alone with this, without the local zone.
  forceDosTimestamp: true,
});

/**
 * A zip as a stream of bytes: entries are read one after another as the reader drains it, so an
 * archive of any size needs little memory. Paths use `/`.
 *
 * @throws whatever reading an entry throws.
 */
export async function* zipStream(
  entries: Iterable<ZipEntry> | AsyncIterable<ZipEntry>,
): AsyncGenerator<Uint8Array> {
  const zip = new ZipFile();
  const failed = new Promise<never>((_, reject) => {
    zip.on('error', reject);
  });
  // The rejection is awaited below through the output stream.
  failed.catch(() => {});
  for await (const entry of entries) {
    if ('file' in entry) {
      zip.addReadStreamLazy(entry.path, options(entry.compress), (give) => {
        const stream = createReadStream(entry.file);
        stream.on('error', (error) => zip.outputStream.emit('error', error));
        give(null, stream);
      });
    } else {
      zip.addReadStreamLazy(entry.path, options(true), (give) => {
        const stream = Readable.from(inBlocks(entry.chunks));
        stream.on('error', (error) => zip.outputStream.emit('error', error));
        give(null, stream);
      });
    }
  }
  zip.end();
  for await (const chunk of zip.outputStream) {
    yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
  }
}
