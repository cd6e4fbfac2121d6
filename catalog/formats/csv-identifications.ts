import { boxGrades, gradeNames } from '#terms/boxes/attributes.ts';
import type { SightedBox } from '../sightings/sighted-box.ts';
import type { Sighting } from '../sightings/sightings.ts';
import { coordinate } from './boxes/written-photo.ts';
import { csvLine } from './csv-line.ts';
import { isoDateTime } from './iso-time.ts';

const identificationColumns = [
  'photo',
  'individual',
  'name',
  'species',
  'sex',
  'life_stage',
  'encounter',
  'place',
  'date_time',
  'latitude',
  'longitude',
  'photographer',
  'side',
  ...gradeNames.map((name) => boxGrades[name].column),
  'verdict',
  'identified_by',
  'box_class',
  'box_x',
  'box_y',
  'box_w',
  'box_h',
] as const;

const known = (value: string) => (value === 'unknown' ? null : value);
const fraction = (value: number) => coordinate(value, 10);

/** Class and corners; blank of a photo that is named as a whole. */
const placeOf = ({ kind, className, x, y, w, h }: SightedBox) =>
  kind === 'place' || kind === 'cut-out'
    ? [className, ...[x, y, w, h].map(fraction)]
    : [null, null, null, null, null];

/**
 * One row an identified fin, with everything that the import of a catalogue table reads back. Boxes
 * are fractions of the upright photo, `box_x`, `box_y` the top left corner.
 */
export function* identificationsCsv(sightings: Iterable<Sighting>): Generator<string> {
  yield csvLine(identificationColumns);
  for (const { boxes, species } of sightings) {
    for (const box of boxes) {
      yield csvLine([
        box.photoPath,
        box.code,
        box.name,
        species,
        known(box.sex),
        known(box.lifeStage),
        box.encounterName,
        box.place,
        isoDateTime(box),
        box.latitude,
        box.longitude,
        box.photographer,
        known(box.side),
        ...gradeNames.map((name) => box[name]),
        box.verdict,
        box.reviewer,
        ...placeOf(box),
      ]);
    }
  }
}
