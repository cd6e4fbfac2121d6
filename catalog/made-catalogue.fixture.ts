import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Catalogue } from './catalogue.ts';
import { createCatalogue, type OpenOptions } from './open-catalogue.ts';
import { storeImportedFiles } from './import/store-photos.ts';
import type { ImportedFile } from '#terms/photos/imported-file.ts';

/** A new, empty catalogue in a folder of its own; `remove` closes it and takes the folder away. */
export function madeCatalogue(options: OpenOptions = {}): {
  catalogue: Catalogue;
  parent: string;
  remove: () => void;
} {
  const parent = mkdtempSync(join(tmpdir(), 'resight-catalogue-'));
  const catalogue = createCatalogue(parent, 'Moray', options);
  return {
    catalogue,
    parent,
    remove: () => {
      catalogue.close();
      rmSync(parent, { recursive: true, force: true });
    },
  };
}

/** A photo as an import reports it; its content is made of its path unless `content` says otherwise. */
export function madeFile(
  relPath: string,
  change: {
    takenMs?: number | null;
    content?: string;
    /** What its picture's data are hashed to; not known otherwise. */
    picture?: string;
    root?: string;
    bytes?: number;
  } = {},
): Extract<ImportedFile, { outcome: 'photo' }> {
  return {
    outcome: 'photo',
    root: change.root ?? '/photos',
    relPath,
    bytes: change.bytes ?? 1000,
    mtimeMs: 1,
    sha256: createHash('sha256')
      .update(change.content ?? relPath)
      .digest('hex'),
    facts: {
      format: 'jpeg',
      width: 600,
      height: 400,
      orientation: 1,
      takenMs: change.takenMs ?? null,
      dayOnly: false,
      utcOffsetMinutes: null,
      latitude: null,
      longitude: null,
      camera: null,
      lens: null,
      photographer: null,
      takenSource: change.takenMs === undefined || change.takenMs === null ? null : 'exif',
      placeSource: null,
      photographerSource: null,
    },
    pictureHash: change.picture ?? null,
    sameAs: null,
  };
}

/** Stores files as an import would, all of them standing where they say. */
export function storePhotos(catalogue: Catalogue, files: readonly ImportedFile[]) {
  return storeImportedFiles(catalogue, files, 5, () => true);
}
