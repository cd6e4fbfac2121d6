import { wholePhoto, type Rectangle } from '#terms/geometry.ts';
import { foldedName } from '../../names/plain-name.ts';
import { neededFields, type ColumnMapping } from '#terms/imports/columns.ts';
import type { DayOrder } from '#terms/imports/dates.ts';
import { DAY_MS, isoDay } from '../../sightings/occasions.ts';
import type { KnownPhoto } from '../boxes/photo-finder.ts';
import type { CsvTable } from '../csv-rows.ts';
import type { ReportBuilder } from '../report.ts';
import { mendSpecies } from './cells.ts';
import { encounterDays, type EncounterDays } from './encounter-days.ts';
import { isDateName } from './folder-tree.ts';
import { placeRow, type KnownBox, type KnownPhotos } from './place-row.ts';
import { readRow, type AnimalFacts, type RowFacts } from './read-row.ts';

/** One animal on one photo, ready to be stored. */
export interface PlannedIdentity extends Omit<RowFacts, 'box' | 'boxClass'> {
  /** Where the row stood, for the decision's note; `file` where that is not the table. */
  line: number | null;
  file?: string;
  photoId: number;
  /** The box that shows it; null where `box` is to be made, or the photo is named as a whole. */
  boxId: number | null;
  code: string;
  /** Fractions of the upright photo; null where nothing says where on it the animal is. */
  box: Rectangle | null;
  boxClass: string | null;
  /** Of the encounter that the row names; null where none is known. */
  encounterDays: EncounterDays | null;
}

export interface PlannedIndividual extends AnimalFacts {
  code: string;
}

export interface CataloguePlan {
  identities: PlannedIdentity[];
  /** Individuals of the plan by lower-case code, known and new. */
  individuals: Map<string, PlannedIndividual>;
}

/** What a photo says of itself; a table fills what is blank and changes nothing. */
export interface PhotoFacts {
  takenMs: number | null;
  dayOnly: boolean;
  latitude: number | null;
  longitude: number | null;
  photographer: string | null;
  /** Name of its encounter if a person made or named it; such a photo stays where it is. */
  keptEncounter: string | null;
}

export interface CatalogueContext extends KnownPhotos {
  facts: (photoId: number) => PhotoFacts;
  /** Species of an individual the catalogue has, undefined if it has none of that code. */
  speciesOf: (code: string) => string | null | undefined;
  mapping: ColumnMapping;
  dayOrder: DayOrder | null;
}

/**
 * Matches a catalogue table with the photos, row by row, without storing anything. A row is taken
 * whole or refused with its line and reason; nothing is guessed about an animal's identity.
 *
 * @throws Error if no column is mapped to the photo or to the individual.
 */
export function planCatalogue(
  table: CsvTable,
  file: string,
  context: CatalogueContext,
  report: ReportBuilder,
): CataloguePlan {
  const { mapping } = context;
  for (const field of neededFields) {
    if (mapping[field] === undefined) {
      throw new Error(
        `No column of ${file} is chosen as the ${field}; its columns are ${table.header.join(', ')}.`,
      );
    }
  }
  const isHappywhale = table.header.join(',') === 'image,species,individual_id';
  const plan: CataloguePlan = { identities: [], individuals: new Map() };
  /** Boxes that this table names, by photo. */
  const planned = new Map<number, (KnownBox & { code: string })[]>();

  const timesAreNone = isAllMidnight(table, mapping);
  for (const { line, reason } of table.problems) report.refuse(file, line, reason);
  for (const { line, reason } of table.notes ?? []) report.note(file, line, reason);
  for (const { file: each, reason } of table.left ?? []) report.leave(each, null, reason);
  for (const { line, cells, file: own } of table.rows) {
    const at = own ?? file;
    if (own !== undefined && (cells[mapping.individual ?? -1] ?? '').trim() === '') {
      report.leave(own, null, 'Nothing names an animal.');
      continue;
    }
    const named = (cells[mapping.individual ?? -1] ?? '').trim();
    if (own !== undefined && isDateName(named)) {
      report.refuse(
        own,
        null,
        `"${named}" is a date and no individual. Say which level of folders the individuals are on.`,
      );
      continue;
    }
    const read = readRow(cells, mapping, context.dayOrder);
    if ('facts' in read && timesAreNone) read.facts.dayOnly = true;
    if ('problems' in read) {
      report.refuse(at, line, read.problems.join(' '));
      continue;
    }
    const { code, photoCell, facts, individual } = read;
    const mends: string[] = [];
    const mended =
      isHappywhale && individual.species !== null ? mendSpecies(individual.species) : null;
    if (mended !== null) {
      mends.push(`The species "${individual.species}" is written ${mended}.`);
      individual.species = mended;
    }
    const clash = speciesClash(code, individual.species, plan, context);
    if (clash !== null) {
      report.refuse(at, line, clash);
      continue;
    }
    const agrees = (photo: KnownPhoto) => isSameDay(context.facts(photo.id), facts);
    const outcome = placeRow(photoCell, code, facts.box, { ...context, agrees }, planned);
    const problem =
      'problem' in outcome
        ? outcome.problem
        : outcome.places
            .map(({ photo }) =>
              dayClash(context.photos.nameOf(photo), context.facts(photo.id), facts),
            )
            .find((clash) => clash !== null);
    if ('problem' in outcome || problem !== undefined) {
      report.refuse(at, line, problem ?? '');
      continue;
    }
    mends.push(...rememberIndividual(plan, code, individual));
    if (outcome.places.length === 0) {
      report.skip();
      continue;
    }
    for (const { photo, boxId, box } of outcome.places) {
      mends.push(...differences(photo, facts, context));
      plan.identities.push({
        ...facts,
        line,
        file: own,
        photoId: photo.id,
        boxId,
        code,
        box,
        encounterDays: null,
      });
      planned.set(photo.id, [
        ...(planned.get(photo.id) ?? []),
        { ...(box ?? wholePhoto), boxId, code, kind: box === null ? 'name' : 'place' },
      ]);
    }
    if (mends.length === 0) report.take();
    else report.mend(at, line, mends.join(' '));
  }
  placeEncounters(plan, context, file, report);
  return plan;
}

/** Whether a column of dates has a time of day that is midnight in every row: a spreadsheet's way to write a day. */
function isAllMidnight({ rows }: CsvTable, { date, time }: ColumnMapping): boolean {
  if (date === undefined || time !== undefined) return false;
  const cells = rows.map(({ cells: row }) => row[date] ?? '').filter((cell) => cell.includes(':'));
  return (
    cells.length > 0 && cells.every((cell) => /[ T]0?0:00(?::00(?:\.0+)?)?$/.test(cell.trim()))
  );
}

/** Says of each row which days its encounter is of, by the photos' own times where they have them. */
function placeEncounters(
  { identities }: CataloguePlan,
  { facts }: CatalogueContext,
  file: string,
  report: ReportBuilder,
): void {
  const rows = identities.map((identity) => {
    const own = facts(identity.photoId);
    const known = own.takenMs === null ? identity : own;
    return {
      identity,
      encounter: identity.encounter,
      photoMs: known.takenMs,
      photoDayOnly: known.dayOnly,
    };
  });
  for (const [{ identity }, days] of encounterDays(rows, file, report))
    identity.encounterDays = days;
}

const dayOf = (ms: number) => Math.floor(ms / DAY_MS);
type When = Pick<PhotoFacts, 'takenMs'>;

const isSameDay = (photo: When, row: When): boolean =>
  photo.takenMs !== null && row.takenMs !== null && dayOf(photo.takenMs) === dayOf(row.takenMs);

/** A photo of another day is another photo; a day more or less is a camera that was set to another zone. */
function dayClash(name: string, photo: When, row: When): string | null {
  if (photo.takenMs === null || row.takenMs === null) return null;
  if (Math.abs(dayOf(photo.takenMs) - dayOf(row.takenMs)) <= 1) return null;
  return `${name} was taken on ${isoDay(photo.takenMs)} and the table says ${isoDay(row.takenMs)}: it is another photo, or one of the dates is wrong. Correct it, or leave the date out.`;
}

/** What the photo itself knows better than the table. */
function differences(photo: KnownPhoto, row: RowFacts, { facts }: CatalogueContext): string[] {
  const own = facts(photo.id);
  const mends: string[] = [];
  if (own.takenMs !== null && row.takenMs !== null && !isSameDay(own, row)) {
    mends.push(
      `The photo says it was taken on ${isoDay(own.takenMs)} and the table on ${isoDay(row.takenMs)}; the photo's own time stays.`,
    );
  }
  if (
    own.latitude !== null &&
    own.longitude !== null &&
    row.latitude !== null &&
    row.longitude !== null &&
    Math.hypot(own.latitude - row.latitude, own.longitude - row.longitude) > 0.05
  ) {
    mends.push(
      `The photo's own position ${own.latitude}, ${own.longitude} stays; the table has ${row.latitude}, ${row.longitude}.`,
    );
  }
  if (own.keptEncounter !== null && row.encounter !== null && own.keptEncounter !== row.encounter) {
    mends.push(
      `The photo stays in "${own.keptEncounter}", where a person put it; the table has "${row.encounter}".`,
    );
  }
  return mends;
}

function speciesClash(
  code: string,
  species: string | null,
  plan: CataloguePlan,
  context: CatalogueContext,
): string | null {
  const known = plan.individuals.get(foldedName(code))?.species ?? context.speciesOf(code) ?? null;
  if (species === null || known === null || known === species) return null;
  return `${code} is a ${known} elsewhere and a ${species} here; one code cannot name animals of two species.`;
}

/** The first row that says something of an animal counts; a later one that says otherwise is a note. */
function rememberIndividual(plan: CataloguePlan, code: string, said: AnimalFacts): string[] {
  const known = plan.individuals.get(foldedName(code));
  if (known === undefined) {
    plan.individuals.set(foldedName(code), { code, ...said });
    return [];
  }
  const mends = (['name', 'sex', 'lifeStage'] as const).flatMap((field) =>
    said[field] !== null && known[field] !== null && said[field] !== known[field]
      ? [`${known.code} stays ${known[field]} as above; this row says ${said[field]}.`]
      : [],
  );
  plan.individuals.set(foldedName(code), {
    code: known.code,
    name: known.name ?? said.name,
    species: known.species ?? said.species,
    sex: known.sex ?? said.sex,
    lifeStage: known.lifeStage ?? said.lifeStage,
    notes: known.notes ?? said.notes,
  });
  return mends;
}
