/** What a person says of photos, many at once. */
import type { Catalogue } from '../catalogue.ts';

/** `ids` as one parameter, so that any number of them fits a statement. */
const inIds = 'IN (SELECT value FROM json_each(?))';

/** Marks photos as looked at by a person, or not. */
export function setChecked(
  catalogue: Catalogue,
  photoIdList: readonly number[],
  checked: boolean,
  reviewerId: number | null,
  now: number,
): void {
  catalogue.run(
    `UPDATE photos SET checked_at = ?, checked_by = ? WHERE id ${inIds} AND (checked_at IS NULL) = ?`,
    checked ? now : null,
    checked ? reviewerId : null,
    JSON.stringify(photoIdList),
    checked ? 1 : 0,
  );
}

export function setSpecies(
  catalogue: Catalogue,
  photoIdList: readonly number[],
  species: string | null,
): void {
  catalogue.run(
    `UPDATE photos SET species = ? WHERE id ${inIds}`,
    species?.trim() === '' ? null : (species?.trim() ?? null),
    JSON.stringify(photoIdList),
  );
}
