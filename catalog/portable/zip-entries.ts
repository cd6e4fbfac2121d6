/** A zip that somebody sent, looked at before anything of it is written. */
import { basename } from 'node:path';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import yauzl from 'yauzl';

/** More files than any catalogue has; a list of them still fits in memory. */
const MOST_ENTRIES = 3_000_000;
/** Photos and networks hardly shrink, a database by a factor of ten; a bomb by a thousand or more. */
const MOST_GROWTH = 100;
/** A small zip of small tables may grow further, bytes. */
const ALWAYS_ALLOWED = 100e6;

const openZip = promisify<string, yauzl.Options, yauzl.ZipFile>(yauzl.open);

/** A file of the zip, under its name below the folder that everything may lie in. */
export interface Entry {
  name: string;
  /** Bytes in the zip. */
  packed: number;
  /** Bytes when it is unpacked. */
  bytes: number;
  read: () => Promise<Readable>;
}

export interface OpenedZip extends Disposable {
  /** Bytes of the zip itself. */
  bytes: number;
  entries: Entry[];
}

const isRubbish = (name: string) =>
  name.endsWith('/') ||
  name.startsWith('__MACOSX/') ||
  /^(?:\.DS_Store|\._.*|Thumbs\.db|desktop\.ini)$/i.test(basename(name));

/** The one folder that all names begin with, as a person's own packing adds it; empty for none. */
function commonFolder(names: readonly string[], marker: string): string {
  if (names.includes(marker)) return '';
  const at = names.find((name) => name.split('/').length === 2 && name.endsWith(`/${marker}`));
  if (at === undefined) return '';
  const folder = at.slice(0, -marker.length);
  return names.every((name) => name.startsWith(folder)) ? folder : '';
}

function listed(zip: yauzl.ZipFile): Promise<yauzl.Entry[]> {
  return new Promise((resolve, reject) => {
    const entries: yauzl.Entry[] = [];
    zip.on('entry', (entry: yauzl.Entry) => {
      entries.push(entry);
      zip.readEntry();
    });
    zip.once('end', () => resolve(entries));
    zip.once('error', reject);
    zip.readEntry();
  });
}

/** @throws Error in words for a zip that says of itself what no honest one does */
function refuseBombs(entries: readonly yauzl.Entry[], fileSize: number): void {
  const sum = (of: (entry: yauzl.Entry) => number) =>
    entries.reduce((total, entry) => total + of(entry), 0);
  const unpacked = sum(({ uncompressedSize }) => uncompressedSize);
  // Parts that lie over one another are counted once for each name.
  if (sum(({ compressedSize }) => compressedSize) > fileSize)
    throw new Error('its parts are larger than the whole');
  if (unpacked > Math.max(ALWAYS_ALLOWED, MOST_GROWTH * fileSize))
    throw new Error(
      `it would grow to ${(unpacked / 1e9).toFixed(1)} GB, more than ${MOST_GROWTH} times its size`,
    );
}

/**
 * Opens a zip and lists its files; none is read yet.
 *
 * @param marker a file that stands at the top, by which the top is known
 * @throws Error in words for what is no zip or claims too much
 */
export async function listZip(file: string, marker: string): Promise<OpenedZip> {
  const zip = await openZip(file, { lazyEntries: true, autoClose: false, strictFileNames: true });
  try {
    if (zip.entryCount > MOST_ENTRIES) throw new Error(`it claims ${zip.entryCount} files`);
    const found = (await listed(zip)).filter(({ fileName }) => !isRubbish(fileName));
    refuseBombs(found, zip.fileSize);
    const top = commonFolder(
      found.map(({ fileName }) => fileName),
      marker,
    );
    const entries = found.map((entry) => ({
      name: entry.fileName.slice(top.length),
      packed: entry.compressedSize,
      bytes: entry.uncompressedSize,
      read: () => streamOf(zip, entry),
    }));
    return { bytes: zip.fileSize, entries, [Symbol.dispose]: () => zip.close() };
  } catch (error) {
    zip.close();
    throw error;
  }
}

const streamOf = (zip: yauzl.ZipFile, entry: yauzl.Entry) =>
  new Promise<Readable>((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error === null) resolve(stream);
      else reject(error);
    });
  });
