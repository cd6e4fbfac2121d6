import { join } from 'node:path';

/** Where things stand in a catalogue's folder; all paths absolute if `folder` is. */
export interface CatalogueLayout {
  database: string;
  writerLock: string;
  thumbs: string;
  crops: string;
  models: string;
  /** Smaller copies of photos for networks; may be emptied at any time. */
  cache: string;
  backups: string;
  /** Photos that were dropped onto the browser shell, which has no paths. */
  dropped: string;
}

/** Folder of a version's files, below the catalogue's. */
export const versionFolder = (kind: 'detector' | 'embedder', version: number): string =>
  `models/${kind}-${version}`;

export function layoutOf(folder: string): CatalogueLayout {
  return {
    database: join(folder, 'catalog.sqlite'),
    writerLock: join(folder, 'writer.lock'),
    thumbs: join(folder, 'thumbs'),
    crops: join(folder, 'crops'),
    models: join(folder, 'models'),
    cache: join(folder, 'cache'),
    backups: join(folder, 'backups'),
    dropped: join(folder, 'dropped'),
  };
}
