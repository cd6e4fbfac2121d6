import type { Encounter, EncounterEdits } from '#terms/photos/encounters.ts';
import type { Catalogue } from '../catalogue.ts';
import { getEncounter } from '../queries/encounters.ts';

/** What a person changed is theirs: regrouping leaves it alone from then on. */
export function editEncounter(
  catalogue: Catalogue,
  encounterId: number,
  edits: EncounterEdits,
): Encounter {
  const before = getEncounter(catalogue, encounterId);
  catalogue.run(
    `UPDATE encounters SET name = ?, place = ?, species = ?, notes = ?, origin = 'person' WHERE id = ?`,
    edits.name ?? before.name,
    edits.place === undefined ? before.place : edits.place,
    edits.species === undefined ? before.species : edits.species,
    edits.notes ?? before.notes,
    encounterId,
  );
  return getEncounter(catalogue, encounterId);
}

/** Moves photos into an encounter, a new one if `encounterId` is null; emptied ones go away. */
export function assignToEncounter(
  catalogue: Catalogue,
  photoIds: readonly number[],
  encounterId: number | null,
  name: string | undefined,
  now: number,
): Encounter {
  return catalogue.transaction(() => {
    const target =
      encounterId ??
      catalogue.run(
        `INSERT INTO encounters (name, origin, created_at) VALUES (?, 'person', ?)`,
        name ?? defaultName(catalogue, photoIds),
        now,
      ).id;
    if (encounterId !== null)
      editEncounter(catalogue, encounterId, name === undefined ? {} : { name });
    catalogue.run(
      'UPDATE photos SET encounter_id = ? WHERE id IN (SELECT value FROM json_each(?))',
      target,
      JSON.stringify(photoIds),
    );
    removeEmptied(catalogue);
    return getEncounter(catalogue, target);
  });
}

/** @throws CatalogueError `not-found` if one of them is gone; then nothing changes. */
export function mergeEncounters(
  catalogue: Catalogue,
  encounterIds: readonly number[],
  into: number,
): Encounter {
  return catalogue.transaction(() => {
    const target = getEncounter(catalogue, into);
    const others = encounterIds
      .filter((id) => id !== into)
      .map((id) => getEncounter(catalogue, id));
    // What was written about the ones that go is kept where the target says nothing itself.
    editEncounter(catalogue, into, {
      place: target.place ?? others.find(({ place }) => place !== null)?.place ?? null,
      species: target.species ?? others.find(({ species }) => species !== null)?.species ?? null,
      notes: [target, ...others]
        .map(({ notes }) => notes)
        .filter((notes) => notes !== '')
        .join('\n'),
    });
    catalogue.run(
      'UPDATE photos SET encounter_id = ? WHERE encounter_id IN (SELECT value FROM json_each(?))',
      into,
      JSON.stringify(encounterIds),
    );
    catalogue.run(
      'DELETE FROM encounters WHERE id IN (SELECT value FROM json_each(?))',
      JSON.stringify(others.map(({ id }) => id)),
    );
    return getEncounter(catalogue, into);
  });
}

/** An encounter without photos has nothing to say, unless somebody wrote something about it. */
export function removeEmptied(catalogue: Catalogue): void {
  catalogue.run(
    `DELETE FROM encounters WHERE notes = '' AND place IS NULL AND species IS NULL
       AND NOT EXISTS (SELECT 1 FROM photos p WHERE p.encounter_id = encounters.id)`,
  );
}

function defaultName(catalogue: Catalogue, photoIds: readonly number[]): string {
  const first = catalogue.value<number | null>(
    'SELECT min(taken_ms) FROM photos WHERE id IN (SELECT value FROM json_each(?))',
    JSON.stringify(photoIds),
  );
  return first === null || first === undefined
    ? 'Encounter without a date'
    : new Date(first).toISOString().slice(0, 16).replace('T', ' ');
}
