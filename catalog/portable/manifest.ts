/** First file of a portable catalogue: what it is and what it was made from. */
export interface PortableManifest {
  /** Version of this layout. */
  resightCatalogue: 1;
  name: string;
  uuid: string;
  schemaVersion: number;
  photos: number;
  /** Whether the photos themselves are in it, below `originals/`. */
  originals: boolean;
  /** Folders that the photos came from: the number in the database and the folder's own name. */
  roots: { id: number; name: string }[];
  /** Of `catalog.sqlite`, hex. */
  databaseSha256: string;
}

export const MANIFEST = 'manifest.json';
export const PORTABLE_DATABASE = 'catalog.sqlite';

/** Folder of a root's photos in the zip and, until it is unpacked, its path in the database. */
export const originalsFolder = (root: { id: number; name: string }) =>
  `originals/${root.id} ${root.name}`;

/** @throws Error in words if it is no manifest that this version reads. */
export function parseManifest(text: string): PortableManifest {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error(`its ${MANIFEST} is damaged`);
  }
  if (typeof value !== 'object' || value === null || !('resightCatalogue' in value)) {
    throw new Error(`its ${MANIFEST} is of another program`);
  }
  const manifest = value as PortableManifest;
  if (manifest.resightCatalogue !== 1) {
    throw new Error(
      `it was written by a newer Resight (layout ${String(manifest.resightCatalogue)}); install that to open it`,
    );
  }
  const sound =
    typeof manifest.name === 'string' &&
    typeof manifest.databaseSha256 === 'string' &&
    Array.isArray(manifest.roots) &&
    manifest.roots.every(({ id, name }) => Number.isInteger(id) && typeof name === 'string');
  if (!sound) throw new Error(`its ${MANIFEST} is not complete`);
  return manifest;
}
