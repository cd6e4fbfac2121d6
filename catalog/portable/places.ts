/**
 * Where photos are: in a zip below `originals/`, on a machine in a folder of it. Besides the database the lists of
 * what detectors learned from say so.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { isAbsolute, join, win32 } from 'node:path';
import Database from 'better-sqlite3';
import { learnedSetName } from '#terms/files/version-files.ts';
import { ownNameOf } from '../names/own-name.ts';
import { PORTABLE_DATABASE } from './manifest.ts';

interface Learned {
  train: { photoId: number; path: string }[];
  validation: { photoId: number; path: string }[];
}

/**
 * What a detector learned from, with every photo's place as the database has it.
 *
 * @param text the list as it stands
 * @param placeOf the place of a photo by its number; null for one that is gone
 * @returns the list as a file holds it; empty sides for one that cannot be read
 */
export function learnedElsewhere(
  text: string,
  placeOf: (photoId: number) => string | null,
): string {
  let set: Learned;
  try {
    set = JSON.parse(text) as Learned;
  } catch {
    set = { train: [], validation: [] };
  }
  const moved = (photos: Learned['train'] | undefined) =>
    (photos ?? []).map((photo) => ({ ...photo, path: placeOf(photo.photoId) ?? '' }));
  return JSON.stringify({ ...set, train: moved(set.train), validation: moved(set.validation) });
}

/** The place of a photo by its number, as a database says. */
export function placesIn(db: Database.Database): (photoId: number) => string | null {
  const of = db.prepare<[number], { root: string; relPath: string }>(
    'SELECT r.path AS root, p.rel_path AS relPath FROM photos p JOIN roots r ON r.id = p.root_id WHERE p.id = ?',
  );
  return (photoId) => {
    const found = of.get(photoId);
    return found === undefined ? null : join(found.root, found.relPath);
  };
}

/** Points the folders of an unpacked catalogue's photos at where they are now. */
export function movePhotos(catalogue: string, photos: string): void {
  const db = new Database(join(catalogue, PORTABLE_DATABASE));
  try {
    const roots = db.prepare<[], { id: number; path: string }>('SELECT id, path FROM roots').all();
    const move = db.prepare('UPDATE roots SET path = ? WHERE id = ?');
    db.transaction(() => {
      for (const { id, path } of roots) move.run(join(photos, ...path.split('/').slice(1)), id);
    })();
    const models = join(catalogue, 'models');
    for (const version of existsSync(models) ? readdirSync(models) : []) {
      const list = join(models, version, learnedSetName);
      if (existsSync(list))
        writeFileSync(list, learnedElsewhere(readFileSync(list, 'utf8'), placesIn(db)));
    }
  } finally {
    db.close();
  }
}

/** A value of JSON in which every path of a machine is only the last name of it. */
export function withoutPaths(value: unknown): unknown {
  if (typeof value === 'string')
    return isAbsolute(value) || win32.isAbsolute(value) ? ownNameOf(value) : value;
  if (Array.isArray(value)) return value.map(withoutPaths);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withoutPaths(part)]));
}

/** A sentence in which every path of a machine is only the last name of it. */
export const sentenceWithoutPaths = (sentence: string): string =>
  sentence.replaceAll(/(?:[a-z]:[\\/]|\\\\|(?<![\w.])\/)[^'"()<>\n]*[\\/]/gi, '');
