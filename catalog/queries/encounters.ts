import type { Encounter } from '#terms/photos/encounters.ts';
import type { Catalogue } from '../catalogue.ts';
import { CatalogueError } from '../catalogue-error.ts';

const select = `SELECT e.id, e.name, e.origin, e.place, e.species, e.notes,
    min(p.taken_ms) AS startsMs, max(p.taken_ms) AS endsMs, count(p.id) AS photos,
    (SELECT c.id FROM photos c WHERE c.encounter_id = e.id ORDER BY c.taken_ms, c.id LIMIT 1)
      AS coverPhotoId
  FROM encounters e LEFT JOIN photos p ON p.encounter_id = e.id`;

/** In order of time; those without times last. */
export function listEncounters(catalogue: Catalogue): Encounter[] {
  return catalogue.all(`${select} GROUP BY e.id ORDER BY startsMs IS NULL, startsMs, e.id`);
}

export function recentEncounters(catalogue: Catalogue, limit: number): Encounter[] {
  return catalogue.all(`${select} GROUP BY e.id ORDER BY startsMs DESC, e.id DESC LIMIT ?`, limit);
}

/** @throws CatalogueError `not-found`. */
export function getEncounter(catalogue: Catalogue, encounterId: number): Encounter {
  const row = catalogue.get<Encounter>(`${select} WHERE e.id = ? GROUP BY e.id`, encounterId);
  if (row === undefined) {
    throw new CatalogueError('not-found', `There is no encounter ${encounterId}.`, { encounterId });
  }
  return row;
}
