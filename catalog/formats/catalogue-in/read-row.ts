import { gradesOf, type GradeValues } from '#terms/boxes/attributes.ts';
import type { Rectangle } from '#terms/geometry.ts';
import type { ColumnMapping, ImportField } from '#terms/imports/columns.ts';
import type { DayOrder } from '#terms/imports/dates.ts';
import type { Side } from '#terms/sides.ts';
import type { LifeStage, Sex } from '#terms/identity/individuals.ts';
import type { NamingVerdict } from '#terms/identity/verdicts.ts';
import { plainCell } from '../csv-line.ts';
import {
  readCode,
  readCoordinate,
  readFraction,
  readGrade,
  readLifeStage,
  readSex,
  readSide,
  readText,
  readVerdict,
  type Read,
} from './cells.ts';
import { readDate, readZone } from './dates.ts';

/** What a row says of the animal itself; null where it says nothing. */
export interface AnimalFacts {
  name: string | null;
  species: string | null;
  sex: Sex | null;
  lifeStage: LifeStage | null;
  notes: string | null;
}

/** What a row says of the animal on the photo; null where it says nothing. */
export interface RowFacts extends GradeValues {
  side: Side | null;
  takenMs: number | null;
  /** Only the day of `takenMs` is said. */
  dayOnly: boolean;
  utcOffsetMinutes: number | null;
  latitude: number | null;
  longitude: number | null;
  photographer: string | null;
  encounter: string | null;
  place: string | null;
  verdict: NamingVerdict | null;
  identifiedBy: string | null;
  box: Rectangle | null;
  boxClass: string | null;
}

interface ReadRow {
  code: string;
  photoCell: string;
  facts: RowFacts;
  individual: AnimalFacts;
}

/** Our own table lists the sides of a sighting, `left right`; two sides say nothing of one photo. */
const sideCell = (cell: string) => (/^\w+(?: \w+)+$/.test(cell) ? 'unknown' : cell);

/** The cells of a row by what they mean, or everything that is wrong with them. */
export function readRow(
  cells: readonly string[],
  mapping: ColumnMapping,
  dayOrder: DayOrder | null,
): ReadRow | { problems: string[] } {
  const problems: string[] = [];
  const text = (field: ImportField): string => {
    const column = mapping[field];
    return column === undefined ? '' : plainCell((cells[column] ?? '').trim());
  };
  const take = <T>(read: Read<T>): T | null => {
    if ('problem' in read) {
      problems.push(read.problem);
      return null;
    }
    return read.value;
  };
  const code = take(readCode(text('individual')));
  const photoCell = text('photo');
  const corners = (['boxX', 'boxY', 'boxW', 'boxH'] as const).map((field) =>
    take(readFraction(text(field))),
  );
  const when = take(readDate(text('date'), text('time'), dayOrder));
  const facts: RowFacts = {
    side: take(readSide(sideCell(text('side')))),
    takenMs: when?.takenMs ?? null,
    dayOnly: when?.dayOnly ?? false,
    utcOffsetMinutes: readZone(text('date')) ?? readZone(text('time')),
    latitude: take(readCoordinate(text('latitude'), 90)),
    longitude: take(readCoordinate(text('longitude'), 180)),
    photographer: take(readText(text('photographer'))),
    encounter: take(readText(text('encounter'))),
    place: take(readText(text('place'))),
    ...gradesOf((name) => take(readGrade(text(name), name))),
    verdict: take(readVerdict(text('verdict'))),
    identifiedBy: take(readText(text('identifiedBy'))),
    box: null,
    boxClass: take(readText(text('boxClass'))),
  };
  const individual = {
    name: take(readText(text('name'))),
    species: take(readText(text('species'))),
    sex: take(readSex(text('sex'))),
    lifeStage: take(readLifeStage(text('lifeStage'))),
    notes: take(readText(text('notes'))),
  };
  if (problems.length === 0) {
    if (photoCell === '') problems.push('No photo is named.');
    if (code === null) problems.push('No individual is named; unidentified photos need no row.');
    if ((facts.latitude === null) !== (facts.longitude === null)) {
      problems.push('Only one of latitude and longitude is given.');
    }
    const [x, y, w, h] = corners;
    if (x !== null && y !== null && w !== null && h !== null) {
      if (w > 0 && h > 0 && x + w <= 1.000001 && y + h <= 1.000001) facts.box = { x, y, w, h };
      else problems.push(`The box ${x}, ${y}, ${w} × ${h} does not lie on the photo.`);
    } else if (corners.some((corner) => corner !== null)) {
      problems.push('Of a box, all of x, y, w and h are needed.');
    }
  }
  if (problems.length > 0 || code === null) return { problems };
  return { code, photoCell, facts, individual };
}
