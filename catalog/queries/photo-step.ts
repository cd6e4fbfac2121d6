/** From one photo to the next in the order of a list, without reading the list. */
import type { PhotoFilter, PhotoSort } from '#terms/photos/photos.ts';
import type { Catalogue } from '../catalogue.ts';
import { CatalogueError } from '../catalogue-error.ts';
import { sortColumns, whereOf } from './photo-filter.ts';

/**
 * The nearest photo after (or before) one, in the order of the list, that the filter leaves.
 * @returns its id, or null where the list ends
 * @throws CatalogueError `not-found` if the photo itself is gone
 */
export function stepFrom(
  catalogue: Catalogue,
  photoId: number,
  back: boolean,
  filter: PhotoFilter,
  sort: PhotoSort,
): number | null {
  const column = sortColumns[sort.by];
  const here = catalogue.get<{ key: string | number | null }>(
    `SELECT ${column} AS key FROM photos p WHERE p.id = ?`,
    photoId,
  );
  if (here === undefined)
    throw new CatalogueError('not-found', `There is no photo ${photoId}.`, { photoId });
  const rising = sort.descending === back;
  const where = whereOf(filter);
  const conditions = where.sql === '' ? 'WHERE' : `${where.sql} AND`;
  const direction = rising ? 'ASC' : 'DESC';
  const sign = rising ? '>' : '<';
  const find = (condition: string, ...values: (string | number)[]) =>
    catalogue.value<number>(
      `SELECT p.id FROM photos p ${conditions} ${condition}
       ORDER BY ${column} ${direction}, p.id ${direction} LIMIT 1`,
      ...where.parameters,
      ...values,
    ) ?? null;
  // SQLite sorts what has no time before everything that has.
  if (here.key === null)
    return (
      find(`${column} IS NULL AND p.id ${sign} ?`, photoId) ??
      (rising ? find(`${column} IS NOT NULL`) : null)
    );
  return (
    find(`(${column}, p.id) ${sign} (?, ?)`, here.key, photoId) ??
    (rising ? null : find(`${column} IS NULL`))
  );
}
