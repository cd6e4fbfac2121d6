import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { inBlocks } from './atomic-file.ts';

export type ZipEntry =
  | { path: string; chunks: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array> }
  | { path: string; file: string; compress: boolean };

/** All entries carry one time, so that the same content gives the same bytes on any day. */
const ENTRY_TIME = new Date(1980, 0, 1);

/** Large enough that reading is not what takes the time. */
const READ_BYTES = 1 << 20;

const options = (compress: boolean) => ({
  mtime: ENTRY_TIME,
  mode: 0o100644,
  compress,
  // yazl writes the DOS time alone with this, without the local zone.
  forceDosTimestamp: true,
});

/**
 * A zip as a stream of bytes. An entry is asked for only when the one before it is being read, and read
 * as the reader drains the stream: an archive of any size needs little memory. Paths use `/`.
 *
 * @throws whatever making or reading an entry throws.
 */
export async function* zipStream(
  entries: Iterable<ZipEntry> | AsyncIterable<ZipEntry>,
): AsyncGenerator<Uint8Array> {
  const zip = new ZipFile();
  let stopped = false;
  let begun = () => {};
  const fail = (error: unknown) => {
    zip.outputStream.emit('error', error);
  };
  zip.on('error', fail);

  const feed = async () => {
    for await (const entry of entries) {
      if (stopped) return;
      await new Promise<void>((resolve) => {
        begun = resolve;
        const { path } = entry;
        const compress = 'file' in entry ? entry.compress : true;
        // The zip remembers every entry, and with it this function: its content must not stay in it.
        let content: ZipEntry | null = entry;
        zip.addReadStreamLazy(path, options(compress), (give) => {
          resolve();
          const source = content;
          content = null;
          if (source === null) throw new Error(`${path} was asked for twice.`);
          const stream =
            'file' in source
              ? createReadStream(source.file, { highWaterMark: READ_BYTES })
              : Readable.from(inBlocks(source.chunks));
          stream.on('error', fail);
          give(null, stream);
        });
      });
      if (stopped) return;
    }
    zip.end();
  };
  const feeding = feed().catch(fail);
  try {
    for await (const chunk of zip.outputStream) {
      yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    }
  } finally {
    // Whoever reads may stop in the middle; then what makes the entries is ended as well.
    stopped = true;
    begun();
    await feeding;
  }
}
