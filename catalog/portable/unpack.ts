import { randomUUID } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import Database from 'better-sqlite3';
import yauzl from 'yauzl';
import { catalogueEnding } from '#terms/files/endings.ts';
import { CatalogueError } from '../catalogue-error.ts';
import { safeFileName } from '../exports/safe-path.ts';
import { freeName } from '../formats/free-name.ts';
import { newestVersion } from '../schema/migrate.ts';
import {
  MANIFEST,
  originalsFolder,
  parseManifest,
  PORTABLE_DATABASE,
  type PortableManifest,
} from './manifest.ts';
import { sha256OfFile } from '../sha256-of-file.ts';

/** A manifest is a page; anything larger is something else. */
const MOST_MANIFEST = 1_000_000;

interface Unpacked {
  /** The catalogue's folder, ready to be opened. */
  folder: string;
  /** Where the photos went; null if the zip had none. */
  photosFolder: string | null;
  photos: number;
}

const openZip = promisify<string, yauzl.Options, yauzl.ZipFile>(yauzl.open);

/** The entries one after another; the zip is closed at the end, whatever happens. */
async function* entriesOf(zip: yauzl.ZipFile): AsyncGenerator<yauzl.Entry> {
  const next = () =>
    new Promise<yauzl.Entry | null>((resolve, reject) => {
      zip.once('entry', resolve);
      zip.once('end', () => resolve(null));
      zip.once('error', reject);
      zip.readEntry();
    });
  try {
    for (let entry = await next(); entry !== null; entry = await next()) {
      zip.removeAllListeners();
      yield entry;
    }
  } finally {
    zip.close();
  }
}

const streamOf = (zip: yauzl.ZipFile, entry: yauzl.Entry) =>
  new Promise<Readable>((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error === null) resolve(stream);
      else reject(error);
    });
  });

async function textOf(stream: Readable): Promise<string> {
  let text = '';
  for await (const chunk of stream.setEncoding('utf8')) {
    text += String(chunk);
    if (text.length > MOST_MANIFEST) throw new Error(`its ${MANIFEST} is too large`);
  }
  return text;
}

/** Where an entry goes: into the catalogue, among the photos, or nowhere. */
function placeOf(path: string, catalogue: string, photos: string): string | null {
  const parts = path.split('/');
  // yauzl refuses absolute names, backslashes and `..` itself; a part that climbs never gets here.
  if (parts.some((part) => part === '' || part === '.' || part === '..')) return null;
  const [top] = parts;
  if (path === PORTABLE_DATABASE || ['thumbs', 'crops', 'models'].includes(top)) {
    return join(catalogue, ...parts);
  }
  return top === 'originals' && parts.length > 2 ? join(photos, ...parts.slice(1)) : null;
}

function refused(file: string, reason: string, cause?: unknown): CatalogueError {
  return new CatalogueError(
    'bad-input',
    `${basename(file)} cannot be opened as a catalogue: ${reason}.`,
    { file },
    { cause },
  );
}

/** Points the photos' folders at where they are now. */
function movePhotos(database: string, roots: PortableManifest['roots'], photos: string): void {
  const db = new Database(database);
  try {
    const move = db.prepare('UPDATE roots SET path = ? WHERE id = ?');
    db.transaction(() => {
      for (const root of roots) {
        const below = originalsFolder(root).split('/').slice(1);
        move.run(join(photos, ...below), root.id);
      }
    })();
  } finally {
    db.close();
  }
}

/**
 * Unpacks a portable catalogue into `parent`: the catalogue as `NAME.resight`, its photos, if the zip has
 * them, as `NAME photos`. Nothing that is there is touched; both appear whole or not at all.
 *
 * @param progress told the bytes of the zip that are done and all of them.
 * @throws CatalogueError `bad-input`, `catalogue-newer`, `catalogue-corrupt` or `disk-full`.
 */
export async function unpackCatalogue(
  file: string,
  parent: string,
  progress: (done: number, total: number) => void = () => {},
): Promise<Unpacked> {
  let zip: yauzl.ZipFile;
  try {
    zip = await openZip(file, { lazyEntries: true, autoClose: false, strictFileNames: true });
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (missing) {
      throw new CatalogueError('not-found', `${file} is not there. Check its name.`, { file });
    }
    throw refused(file, 'it is no zip, or a damaged one', error);
  }
  const partial = join(resolve(parent), `unpacking-${randomUUID()}.partial`);
  const catalogue = join(partial, 'catalogue');
  const photos = join(partial, 'photos');
  let manifest: PortableManifest | undefined;
  try {
    await mkdir(catalogue, { recursive: true });
    let done = 0;
    for await (const entry of entriesOf(zip)) {
      if (manifest === undefined) {
        if (entry.fileName !== MANIFEST) {
          throw new Error(
            `it does not begin with a ${MANIFEST}; choose a zip that Resight exported`,
          );
        }
        manifest = parseManifest(await textOf(await streamOf(zip, entry)));
        if (manifest.schemaVersion > newestVersion()) {
          throw new CatalogueError(
            'catalogue-newer',
            `${basename(file)} was written by a newer Resight (schema ${manifest.schemaVersion}; this one knows ${newestVersion()}). Install the newer version to open it.`,
            { file },
          );
        }
        continue;
      }
      const place = placeOf(entry.fileName, catalogue, photos);
      if (place === null) throw new Error(`it holds "${entry.fileName}", which is no part of one`);
      await mkdir(dirname(place), { recursive: true });
      await pipeline(await streamOf(zip, entry), createWriteStream(place, { flags: 'wx' }));
      done += entry.compressedSize;
      progress(done, zip.fileSize);
    }
    if (manifest === undefined) throw new Error('it is empty');
    const database = join(catalogue, PORTABLE_DATABASE);
    if (!existsSync(database)) throw new Error('it holds no database; it was cut off');
    if ((await sha256OfFile(database)) !== manifest.databaseSha256) {
      throw new Error('its database is not the one that was packed; copy the zip again');
    }
    const name = safeFileName(manifest.name);
    const target = freeName(join(parent, name), catalogueEnding, existsSync);
    const photosTarget = freeName(
      join(parent, `${basename(target, catalogueEnding)} photos`),
      '',
      existsSync,
    );
    movePhotos(database, manifest.roots, photosTarget);
    const hasPhotos = existsSync(photos);
    if (hasPhotos) await rename(photos, photosTarget);
    await rename(catalogue, target);
    return {
      folder: target,
      photosFolder: hasPhotos ? photosTarget : null,
      photos: manifest.photos,
    };
  } catch (error) {
    if (error instanceof CatalogueError) throw error;
    if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') {
      throw new CatalogueError(
        'disk-full',
        `The disk with ${parent} is full. Nothing was left there; free some space and try again.`,
        { parent },
        { cause: error },
      );
    }
    throw refused(file, error instanceof Error ? error.message : String(error), error);
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}
