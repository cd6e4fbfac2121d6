import { boxGrades, gradeNames, gradesOf } from '#terms/boxes/attributes.ts';
import { isWholePhoto, wholePhoto } from '#terms/geometry.ts';
import { foldedName } from '../names/plain-name.ts';
import type { CatalogueAdditions } from '#terms/imports/catalogue-table.ts';
import { removeEmptied } from '../encounters/edit-encounters.ts';
import { ownerOfCode } from '../queries/individual-codes.ts';
import { TableEncounters } from './table-encounters.ts';
import { boxClassId } from '../boxes/box-classes.ts';
import { insertBox } from '../boxes/insert-box.ts';
import type { Catalogue } from '../catalogue.ts';
import type {
  CataloguePlan,
  PlannedIdentity,
  PlannedIndividual,
} from '../formats/catalogue-in/plan-catalogue.ts';

/** What storing a plan would add, without storing it. */
export function wouldStore(catalogue: Catalogue, plan: CataloguePlan): CatalogueAdditions {
  const codes = [...plan.individuals.keys()];
  const known = codes.filter((code) => individualId(catalogue, code) !== undefined).length;
  return {
    individualsAdded: codes.length - known,
    individualsKnown: known,
    identified: plan.identities.length,
    boxesAdded: plan.identities.filter(({ boxId, box }) => boxId === null && box !== null).length,
    photosNamed: plan.identities.filter(({ box }) => box === null).length,
    encountersAdded: new TableEncounters(catalogue).newOf(plan.identities),
  };
}

/** By a code that it has or had, or by an alias; one that was merged away stands for what it was merged into. */
const individualId = (catalogue: Catalogue, code: string): number | undefined =>
  ownerOfCode(catalogue, code)?.id;

/**
 * Stores a planned table in one transaction: individuals, boxes where the table gives them, names of photos where it
 * does not, and a decision of origin `import` for each identity. Blank facts of photos, boxes and individuals are filled; nothing
 * that was there is changed.
 *
 * @param file the table's name, for the decisions' notes.
 * @throws CatalogueError; then nothing is stored.
 */
export function storeCatalogue(
  catalogue: Catalogue,
  plan: CataloguePlan,
  file: string,
  now: number,
): CatalogueAdditions {
  const stored = wouldStore(catalogue, plan);
  catalogue.transaction(() => {
    const ids = new Map<string, number>();
    for (const [key, individual] of plan.individuals) {
      ids.set(key, storeIndividual(catalogue, individual, now));
    }
    const encounters = new TableEncounters(catalogue);
    const reviewers = new Map<string, number>();
    for (const identity of plan.identities) {
      const individual = ids.get(foldedName(identity.code));
      if (individual === undefined) {
        throw new Error(`The plan names ${identity.code} and does not describe it.`);
      }
      fillPhoto(catalogue, identity);
      joinEncounter(catalogue, identity, encounters, now);
      const boxId = storeBox(catalogue, identity, now);
      catalogue.run(
        `INSERT INTO decisions (box_id, verdict, individual_id, reviewer_id, origin, note, decided_at)
         VALUES (?, ?, ?, ?, 'import', ?, ?)`,
        boxId,
        identity.verdict ?? 'match',
        individual,
        reviewerId(catalogue, identity.identifiedBy, reviewers, now),
        identity.line === null ? (identity.file ?? file) : `${file}, line ${identity.line}`,
        now,
      );
    }
    removeEmptied(catalogue);
  });
  return stored;
}

function storeIndividual(
  catalogue: Catalogue,
  { code, name, species, sex, lifeStage, notes }: PlannedIndividual,
  now: number,
): number {
  const known = individualId(catalogue, code);
  if (known === undefined) {
    return catalogue.run(
      `INSERT INTO individuals (code, name, species, sex, life_stage, notes, created_at)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
      code,
      name,
      species,
      sex ?? 'unknown',
      lifeStage ?? 'unknown',
      notes ?? '',
      now,
    ).id;
  }
  catalogue.run(
    `UPDATE individuals SET name = coalesce(name, ?), species = coalesce(species, ?),
       sex = CASE WHEN sex = 'unknown' THEN ? ELSE sex END,
       life_stage = CASE WHEN life_stage = 'unknown' THEN ? ELSE life_stage END,
       notes = CASE WHEN notes = '' THEN ? ELSE notes END,
       -- An animal that a table tells of is one, whatever is said of its fins.
       by_verdict = 0
     WHERE id = ?`,
    name,
    species,
    sex ?? 'unknown',
    lifeStage ?? 'unknown',
    notes ?? '',
    known,
  );
  return known;
}

function fillPhoto(catalogue: Catalogue, identity: PlannedIdentity): void {
  const { photoId, takenMs, dayOnly, utcOffsetMinutes, latitude, longitude, photographer } =
    identity;
  // Each column reads the row as it was before, so the order of the assignments does not matter.
  catalogue.run(
    `UPDATE photos SET
       utc_offset_minutes = CASE WHEN taken_ms IS NULL AND ? IS NOT NULL THEN ?
         ELSE utc_offset_minutes END,
       taken_source = CASE WHEN taken_ms IS NULL AND ? IS NOT NULL THEN 'table'
         ELSE taken_source END,
       position_source = CASE WHEN (latitude IS NULL OR longitude IS NULL) AND ? IS NOT NULL
         THEN 'table' ELSE position_source END,
       photographer_source = CASE WHEN photographer IS NULL AND ? IS NOT NULL THEN 'table'
         ELSE photographer_source END,
       day_only = CASE WHEN taken_ms IS NULL THEN ? ELSE day_only END,
       taken_ms = coalesce(taken_ms, ?),
       latitude = CASE WHEN latitude IS NULL OR longitude IS NULL THEN ? ELSE latitude END,
       longitude = CASE WHEN latitude IS NULL OR longitude IS NULL THEN ? ELSE longitude END,
       photographer = coalesce(photographer, ?)
     WHERE id = ?`,
    takenMs,
    utcOffsetMinutes,
    takenMs,
    latitude,
    photographer,
    takenMs !== null && dayOnly ? 1 : 0,
    takenMs,
    latitude,
    longitude,
    photographer,
    photoId,
  );
}

/** A photo that a program grouped goes into the table's encounter; one that a person placed stays. */
function joinEncounter(
  catalogue: Catalogue,
  identity: PlannedIdentity,
  encounters: TableEncounters,
  now: number,
): void {
  const id = encounters.idOf(identity, now);
  if (id === null) return;
  const { photoId, place } = identity;
  if (place !== null) {
    catalogue.run('UPDATE encounters SET place = ? WHERE id = ? AND place IS NULL', place, id);
  }
  catalogue.run(
    `UPDATE photos SET encounter_id = ? WHERE id = ? AND (encounter_id IS NULL
       OR encounter_id IN (SELECT id FROM encounters WHERE origin = 'grouped'))`,
    id,
    photoId,
  );
}

/** What a person graded stays. */
const fillGrades = gradeNames
  .map((name) => boxGrades[name].column)
  .map((column) => `${column} = coalesce(${column}, ?)`)
  .join(', ');

function storeBox(catalogue: Catalogue, identity: PlannedIdentity, now: number): number {
  const { photoId, boxId, box, boxClass, side } = identity;
  if (boxId === null)
    return insertBox(
      catalogue,
      {
        photoId,
        classId: boxClass === null ? 1 : boxClassId(catalogue, boxClass),
        kind: box === null ? 'name' : isWholePhoto(box) ? 'cut-out' : 'place',
        ...(box ?? wholePhoto),
        side: side ?? 'unknown',
        ...gradesOf((name) => identity[name]),
        source: 'import',
        state: 'accepted',
      },
      now,
    );
  catalogue.run(
    `UPDATE boxes SET state = 'accepted',
       side = CASE WHEN side = 'unknown' THEN ? ELSE side END,
       ${fillGrades}, updated_at = ?
     WHERE id = ?`,
    side ?? 'unknown',
    ...gradeNames.map((name) => identity[name]),
    now,
    boxId,
  );
  return boxId;
}

function reviewerId(
  catalogue: Catalogue,
  name: string | null,
  reviewers: Map<string, number>,
  now: number,
): number | null {
  if (name === null) return null;
  const key = foldedName(name);
  const known =
    reviewers.get(key) ??
    catalogue.value<number>('SELECT id FROM reviewers WHERE name = ?', name) ??
    catalogue.run('INSERT INTO reviewers (name, created_at) VALUES (?, ?)', name, now).id;
  reviewers.set(key, known);
  return known;
}
