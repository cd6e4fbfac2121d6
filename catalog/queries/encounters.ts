import type { Encounter } from '#terms/photos/encounters.ts';
import type { Catalogue } from '../catalogue.ts';
import { CatalogueError } from '../catalogue-error.ts';

const select = `SELECT e.id, e.name, e.origin, e.place, e.species, e.notes,
    min(p.taken_ms) AS startsMs, max(p.taken_ms) AS endsMs,
    coalesce(min(p.day_only), 0) AS dayOnly, count(p.id) AS photos,
    (SELECT c.id FROM photos c WHERE c.encounter_id = e.id ORDER BY c.taken_ms, c.id LIMIT 1)
      AS coverPhotoId
  FROM encounters e LEFT JOIN photos p ON p.encounter_id = e.id`;

/** As SQLite gives it: without booleans. */
type StoredEncounter = Omit<Encounter, 'dayOnly'> & { dayOnly: 0 | 1 };

const known = ({ dayOnly, ...row }: StoredEncounter): Encounter => ({
  ...row,
  dayOnly: dayOnly === 1,
});

/** In order of time; those without times last. */
export function listEncounters(catalogue: Catalogue): Encounter[] {
  return catalogue
    .all<StoredEncounter>(`${select} GROUP BY e.id ORDER BY startsMs IS NULL, startsMs, e.id`)
    .map(known);
}

export function recentEncounters(catalogue: Catalogue, limit: number): Encounter[] {
  return catalogue
    .all<StoredEncounter>(
      `${select} GROUP BY e.id ORDER BY startsMs DESC, e.id DESC LIMIT ?`,
      limit,
    )
    .map(known);
}

/** @throws CatalogueError `not-found`. */
export function getEncounter(catalogue: Catalogue, encounterId: number): Encounter {
  const row = catalogue.get<StoredEncounter>(`${select} WHERE e.id = ? GROUP BY e.id`, encounterId);
  if (row === undefined) {
    throw new CatalogueError('not-found', `There is no encounter ${encounterId}.`, { encounterId });
  }
  return known(row);
}
