import type { KnownPhoto, PhotoFinder } from '../boxes/photo-finder.ts';
import { plainCell } from '../csv-line.ts';
import type { CsvTable } from '../csv-rows.ts';
import type { ReportBuilder } from '../report.ts';
import { readCode, readCoordinate, readSex, readSide, readText, type Read } from './cells.ts';
import type { ColumnMapping, ImportField } from './columns.ts';
import { readDate, type DayOrder } from './dates.ts';

/** One row ready to be stored: an animal on a photo. */
export interface PlannedIdentity {
  photoId: number;
  /** The box that shows it, or null where a box of the whole photo is to be made. */
  boxId: number | null;
  code: string;
  side: 'left' | 'right' | 'unknown' | null;
  takenMs: number | null;
  latitude: number | null;
  longitude: number | null;
  photographer: string | null;
  encounter: string | null;
  place: string | null;
}

export interface PlannedIndividual {
  code: string;
  name: string | null;
  species: string | null;
  sex: 'female' | 'male' | 'unknown' | null;
}

export interface CataloguePlan {
  identities: PlannedIdentity[];
  /** Individuals of the plan by lower-case code, known and new. */
  individuals: Map<string, PlannedIndividual>;
}

export interface CatalogueContext {
  photos: PhotoFinder;
  /** Fin boxes of a photo and who they show, as the catalogue stands. */
  boxes: (photoId: number) => readonly { boxId: number; code: string | null }[];
  /** Species of an individual the catalogue has, undefined if it has none of that code. */
  speciesOf: (code: string) => string | null | undefined;
  mapping: ColumnMapping;
  dayOrder: DayOrder | null;
}

const separatorOfPhotos = / \| /;

class Row {
  readonly #cells: readonly string[];
  readonly #mapping: ColumnMapping;
  readonly problems: string[] = [];

  constructor(cells: readonly string[], mapping: ColumnMapping) {
    this.#cells = cells;
    this.#mapping = mapping;
  }

  text(field: ImportField): string {
    const column = this.#mapping[field];
    return column === undefined ? '' : plainCell((this.#cells[column] ?? '').trim());
  }

  take<T>(read: Read<T>): T | null {
    if ('problem' in read) {
      this.problems.push(read.problem);
      return null;
    }
    return read.value;
  }
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
  for (const field of ['photo', 'individual'] as const) {
    if (mapping[field] === undefined) {
      throw new Error(
        `No column of ${file} is chosen as the ${field}; its columns are ${table.header.join(', ')}.`,
      );
    }
  }
  const plan: CataloguePlan = { identities: [], individuals: new Map() };
  const shown = new Map<number, Set<string>>();

  for (const { line, cells } of table.rows) {
    const row = new Row(cells, mapping);
    const code = row.take(readCode(row.text('individual')));
    const photoCell = row.text('photo');
    const facts = {
      side: row.take(readSide(sideCell(row.text('side')))),
      takenMs: row.take(readDate(row.text('date'), row.text('time'), context.dayOrder)),
      latitude: row.take(readCoordinate(row.text('latitude'), 90)),
      longitude: row.take(readCoordinate(row.text('longitude'), 180)),
      photographer: row.take(readText(row.text('photographer'))),
      encounter: row.take(readText(row.text('encounter'))),
      place: row.take(readText(row.text('place'))),
    };
    const individual = {
      name: row.take(readText(row.text('name'))),
      species: row.take(readText(row.text('species'))),
      sex: row.take(readSex(row.text('sex'))),
    };
    if (row.problems.length === 0) {
      if (photoCell === '') row.problems.push('No photo is named.');
      if (code === null)
        row.problems.push('No individual is named; unidentified photos need no row.');
      if ((facts.latitude === null) !== (facts.longitude === null)) {
        row.problems.push('Only one of latitude and longitude is given.');
      }
    }
    if (row.problems.length > 0 || code === null) {
      report.refuse(file, line, row.problems.join(' '));
      continue;
    }
    const clash = speciesClash(code, individual.species, plan, context);
    if (clash !== null) {
      report.refuse(file, line, clash);
      continue;
    }
    const outcome = placeRow(photoCell, code, context, shown);
    if ('problem' in outcome) {
      report.refuse(file, line, outcome.problem);
      continue;
    }
    rememberIndividual(plan, code, individual);
    if (outcome.places.length === 0) {
      report.skip();
      continue;
    }
    for (const { photo, boxId } of outcome.places) {
      plan.identities.push({ photoId: photo.id, boxId, code, ...facts });
      const here = shown.get(photo.id) ?? new Set();
      shown.set(photo.id, here.add(code.toLowerCase()));
    }
    report.take();
  }
  return plan;
}

/** Our own table lists the sides of a sighting, `left right`; two sides say nothing of one photo. */
const sideCell = (cell: string) => (/^\w+(?: \w+)+$/.test(cell) ? 'unknown' : cell);

function speciesClash(
  code: string,
  species: string | null,
  plan: CataloguePlan,
  context: CatalogueContext,
): string | null {
  const known =
    plan.individuals.get(code.toLowerCase())?.species ?? context.speciesOf(code) ?? null;
  if (species === null || known === null || known === species) return null;
  return `${code} is a ${known} elsewhere and a ${species} here; one code cannot name animals of two species.`;
}

function rememberIndividual(
  plan: CataloguePlan,
  code: string,
  { name, species, sex }: Omit<PlannedIndividual, 'code'>,
): void {
  const known = plan.individuals.get(code.toLowerCase());
  plan.individuals.set(code.toLowerCase(), {
    code: known?.code ?? code,
    name: known?.name ?? name,
    species: known?.species ?? species,
    sex: known?.sex ?? sex,
  });
}

type Placed = { places: { photo: KnownPhoto; boxId: number | null }[] } | { problem: string };

/** The box of each named photo that shows the animal; none are left if all are known already. */
function placeRow(
  photoCell: string,
  code: string,
  context: CatalogueContext,
  shown: ReadonlyMap<number, ReadonlySet<string>>,
): Placed {
  const places: { photo: KnownPhoto; boxId: number | null }[] = [];
  for (const name of photoCell.split(separatorOfPhotos)) {
    const photo = context.photos.find(name);
    if ('problem' in photo) return photo;
    const boxes = context.boxes(photo.id);
    const same = (other: string | null) => other?.toLowerCase() === code.toLowerCase();
    if (shown.get(photo.id)?.has(code.toLowerCase()) === true) continue;
    if (boxes.some((box) => same(box.code))) continue;
    const open = boxes.filter((box) => box.code === null);
    const others = shown.get(photo.id)?.size ?? 0;
    const [first] = boxes;
    if (boxes.length === 0 && others > 0) {
      return {
        problem: `${name} is given to two animals, and it has no boxes to tell them apart. Draw the boxes first.`,
      };
    }
    if (boxes.length > 1) {
      return {
        problem: `${name} has ${boxes.length} boxes; the table does not say which of them is ${code}. Decide it in Identify.`,
      };
    }
    if (boxes.length === 1 && (open.length === 0 || others > 0)) {
      return {
        problem: `${name} shows ${first.code ?? 'another animal of this table'} already; ${code} would be a second animal in one box.`,
      };
    }
    places.push({ photo, boxId: open[0]?.boxId ?? null });
  }
  return { places };
}
