import { randomUUID } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, rename, rm, statfs } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { catalogueEnding } from '#terms/files/endings.ts';
import { CatalogueError } from '../catalogue-error.ts';
import { isBelow, safeFileName } from '../names/safe-path.ts';
import { freeName } from '../formats/free-name.ts';
import { newestVersion } from '../schema/migrate.ts';
import { sha256OfFile } from '../sha256-of-file.ts';
import { litterMark, sweepDead } from '../sweep-litter.ts';
import { checkDatabase } from './check-database.ts';
import { MANIFEST, parseManifest, PORTABLE_DATABASE, type PortableManifest } from './manifest.ts';
import { movePhotos } from './places.ts';
import { listZip, type Entry, type OpenedZip } from './zip-entries.ts';

/** A manifest is a page; anything larger is something else. */
const MOST_MANIFEST = 1_000_000;

interface Unpacked {
  /** The catalogue's folder, ready to be opened. */
  folder: string;
  /** Where the photos went; null if the zip had none. */
  photosFolder: string | null;
  photos: number;
}

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
  if (!isBelow(path)) return null;
  const [top] = parts;
  if (path === PORTABLE_DATABASE || ['thumbs', 'crops', 'models'].includes(top)) {
    return join(catalogue, ...parts);
  }
  return top === 'originals' && parts.length > 2 ? join(photos, ...parts.slice(1)) : null;
}

/** @throws Error in words, CatalogueError `catalogue-newer` */
async function manifestOf(file: string, entries: readonly Entry[]): Promise<PortableManifest> {
  const entry = entries.find(({ name }) => name === MANIFEST);
  if (entry === undefined)
    throw new Error(`it holds no ${MANIFEST}; choose a zip that Resight exported`);
  const manifest = parseManifest(await textOf(await entry.read()));
  if (manifest.schemaVersion > newestVersion())
    throw new CatalogueError(
      'catalogue-newer',
      `${basename(file)} was written by a newer Resight (schema ${manifest.schemaVersion}; this one knows ${newestVersion()}). Install the newer version to open it.`,
      { file },
    );
  return manifest;
}

/** @throws CatalogueError `disk-full` before anything is written that would not fit */
async function requireRoom(parent: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(parent);
  if (bytes <= bavail * bsize) return;
  throw new CatalogueError(
    'disk-full',
    `${parent} has ${((bavail * bsize) / 1e9).toFixed(1)} GB free, and the catalogue takes ${(bytes / 1e9).toFixed(1)} GB. Free some space, or choose another disk.`,
    { parent, bytes },
  );
}

function refused(file: string, reason: string, cause?: unknown): CatalogueError {
  return new CatalogueError(
    'bad-input',
    `${basename(file)} cannot be opened as a catalogue: ${reason}.`,
    { file },
    { cause },
  );
}

/** Writes every file but the manifest to its place. */
async function writeEntries(
  zip: OpenedZip,
  catalogue: string,
  photos: string,
  progress: (done: number, total: number) => void,
): Promise<void> {
  let done = 0;
  for (const { name, packed, read } of zip.entries) {
    if (name === MANIFEST) continue;
    const place = placeOf(name, catalogue, photos);
    if (place === null) throw new Error(`it holds "${name}", which is no part of one`);
    await mkdir(dirname(place), { recursive: true });
    await pipeline(await read(), createWriteStream(place, { flags: 'wx' }));
    done += packed;
    progress(done, zip.bytes);
  }
}

/** @throws CatalogueError `not-found` or `bad-input` */
async function openedZip(file: string): Promise<OpenedZip> {
  try {
    return await listZip(file, MANIFEST);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT')
      throw new CatalogueError('not-found', `${file} is not there. Check its name.`, { file });
    const message = error instanceof Error ? error.message : '';
    const leadsOut = /(?:relative|absolute) path/.test(message);
    const reason = leadsOut
      ? 'a name in it leads out of it'
      : message.startsWith('it ')
        ? message
        : 'it is no zip, or a damaged one';
    throw refused(file, reason, error);
  }
}

/**
 * Unpacks a portable catalogue into `parent`: the catalogue as `NAME.resight`, its photos, if the zip has
 * them, as `NAME photos`. Nothing that is there is touched; both appear whole or not at all. The same files
 * packed again by another program are taken too.
 *
 * @param progress told the bytes of the zip that are done and all of them.
 * @throws CatalogueError `bad-input`, `catalogue-newer`, `catalogue-corrupt` or `disk-full`.
 */
export async function unpackCatalogue(
  file: string,
  parent: string,
  progress: (done: number, total: number) => void = () => {},
): Promise<Unpacked> {
  using zip = await openedZip(file);
  await sweepDead(resolve(parent), (name) => name.startsWith('unpacking-'));
  const partial = join(resolve(parent), `unpacking-${litterMark(randomUUID())}.partial`);
  const made = firstMissing(resolve(parent));
  const catalogue = join(partial, 'catalogue');
  const photos = join(partial, 'photos');
  let isDone = false;
  try {
    const manifest = await manifestOf(file, zip.entries);
    await mkdir(catalogue, { recursive: true });
    await requireRoom(
      parent,
      zip.entries.reduce((sum, { bytes }) => sum + bytes, 0),
    );
    await writeEntries(zip, catalogue, photos, progress);
    const database = join(catalogue, PORTABLE_DATABASE);
    if (!existsSync(database)) throw new Error('it holds no database; it was cut off');
    if ((await sha256OfFile(database)) !== manifest.databaseSha256) {
      throw new Error('its database is not the one that was packed; copy the zip again');
    }
    checkDatabase(database, manifest);
    const name = safeFileName(manifest.name);
    const target = freeName(join(parent, name), catalogueEnding, existsSync);
    const photosTarget = freeName(
      join(parent, `${basename(target, catalogueEnding)} photos`),
      '',
      existsSync,
    );
    movePhotos(catalogue, photosTarget);
    const hasPhotos = existsSync(photos);
    if (hasPhotos) await rename(photos, photosTarget);
    await rename(catalogue, target);
    isDone = true;
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
    if (!isDone && made !== null) await rm(made, { recursive: true, force: true });
  }
}

/** The topmost folder on the way to `path` that is not there yet; null if all are. */
function firstMissing(path: string): string | null {
  if (existsSync(path)) return null;
  const above = dirname(path);
  return above === path ? path : (firstMissing(above) ?? path);
}
