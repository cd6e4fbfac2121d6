import { isOfPhoto } from '../boxes/box-kinds.ts';
import type { PhotoFilter, PhotoSort } from '#terms/photos/photos.ts';

/** SQL: names of a photo that are not with an animal on it yet. */
export const namesOn = (
  photo: string,
) => `(SELECT count(*) FROM boxes n JOIN box_identity w ON w.box_id = n.id
  WHERE n.photo_id = ${photo}.id AND n.deleted_at IS NULL AND ${isOfPhoto('n')}
    AND w.individual_id IS NOT NULL)`;

interface Where {
  sql: string;
  parameters: (string | number)[];
}

/** The conditions in the order in which indexes serve them best. */
export function whereOf(filter: PhotoFilter): Where {
  const conditions: string[] = [];
  const parameters: (string | number)[] = [];
  const add = (sql: string, ...values: (string | number)[]) => {
    conditions.push(sql);
    parameters.push(...values);
  };
  if (filter.encounterId === null) add('p.encounter_id IS NULL');
  else if (filter.encounterId !== undefined) add('p.encounter_id = ?', filter.encounterId);
  if (filter.takenFrom !== undefined) add('p.taken_ms >= ?', filter.takenFrom);
  if (filter.takenTo !== undefined) add('p.taken_ms <= ?', filter.takenTo);
  if (filter.boxes === 'none') add('p.box_count = 0');
  if (filter.boxes === 'some') add('p.box_count > 0');
  if (filter.boxes === 'proposed') add('p.proposed_count > 0');
  if (filter.boxes === 'named') add(`p.box_count = p.proposed_count AND ${namesOn('p')} > 0`);
  if (filter.species !== undefined) add('p.species = ?', filter.species);
  if (filter.camera !== undefined) add('p.camera = ?', filter.camera);
  if (filter.checked === true) add('p.checked_at IS NOT NULL');
  if (filter.checked === false) add('p.checked_at IS NULL');
  if (filter.missing === true) add('p.missing = 1');
  if (filter.missing === false) add('p.missing = 0');
  if (filter.text !== undefined && filter.text.trim() !== '') {
    add(`p.rel_path LIKE ? ESCAPE '\\'`, `%${filter.text.trim().replace(/[\\%_]/g, '\\$&')}%`);
  }
  return {
    sql: conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`,
    parameters,
  };
}

/** What each order sorts by. */
export const sortColumns = {
  taken: 'p.taken_ms',
  name: 'p.name',
  imported: 'p.imported_at',
} as const;

/** The id breaks ties, so that pages never overlap. */
export function orderOf({ by, descending }: PhotoSort): string {
  const direction = descending ? 'DESC' : 'ASC';
  return `ORDER BY ${sortColumns[by]} ${direction}, p.id ${direction}`;
}

/**
 * The same order, hidden from the planner by a `+`: it then finds the rows by the filter's own index and
 * sorts them, where it would otherwise walk all photos in order to pick out a few.
 */
export function orderOfFew({ by, descending }: PhotoSort): string {
  const direction = descending ? 'DESC' : 'ASC';
  return `ORDER BY +${sortColumns[by]} ${direction}, p.id ${direction}`;
}
