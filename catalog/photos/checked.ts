/** Who looked a photo through for animals, and when. */
import type { Catalogue } from '../catalogue.ts';
import { CatalogueError } from '../catalogue-error.ts';

export interface Checked {
  at: number | null;
  by: number | null;
}

/** @throws CatalogueError `not-found` */
export function checkedOf(catalogue: Catalogue, photoId: number): Checked {
  const row = catalogue.get<Checked>(
    'SELECT checked_at AS at, checked_by AS "by" FROM photos WHERE id = ?',
    photoId,
  );
  if (row === undefined)
    throw new CatalogueError('not-found', `There is no photo ${photoId}.`, { photoId });
  return row;
}

export function putChecked(catalogue: Catalogue, photoId: number, { at, by }: Checked): void {
  catalogue.run('UPDATE photos SET checked_at = ?, checked_by = ? WHERE id = ?', at, by, photoId);
}
