import { boxGrades, ownGradeNames } from '#terms/boxes/attributes.ts';
import { side } from '#terms/sides.ts';
import type { Sighting } from '../sightings/sightings.ts';
import { csvLine } from './csv-line.ts';
import { isoDateTime } from './iso-time.ts';

const sightingColumns = [
  'individual',
  'name',
  'species',
  'encounter',
  'date_time',
  'place',
  'latitude',
  'longitude',
  'sides',
  'best_quality',
  ...ownGradeNames.map((name) => boxGrades[name].column),
  'verdict',
  'identified_by',
  'photographers',
  'photos',
] as const;

/** One row a sighting; photos as paths below their root, separated by ` | `. */
export function* sightingsCsv(sightings: Iterable<Sighting>): Generator<string> {
  yield csvLine(sightingColumns);
  for (const sighting of sightings) {
    yield csvLine([
      sighting.code,
      sighting.name,
      sighting.species,
      sighting.encounterName,
      isoDateTime(sighting),
      sighting.place,
      sighting.latitude,
      sighting.longitude,
      sighting.sides,
      sighting.bestQuality,
      ...ownGradeNames.map((name) => sighting[name]),
      sighting.verdict,
      sighting.reviewers.join(' | '),
      sighting.photographers.join(' | '),
      [...new Set(sighting.boxes.map(({ photoPath }) => photoPath))].join(' | '),
    ]);
  }
}

/** One row an individual, from the same sightings; they must come ordered by individual. */
export function* individualsCsv(sightings: Iterable<Sighting>): Generator<string> {
  yield csvLine([
    'individual',
    'name',
    'species',
    'sex',
    'life_stage',
    'sightings',
    'photos',
    'first_seen',
    'last_seen',
    'sides',
  ]);
  let group: Sighting[] = [];
  const row = () => {
    const [first] = group;
    const times = group.map(({ takenMs }) => takenMs).filter((time) => time !== null);
    const day = (time: number) => new Date(time).toISOString().slice(0, 10);
    const sides = new Set(group.flatMap(({ sides: seen }) => seen.split(' ')));
    return csvLine([
      first.code,
      first.name,
      first.species,
      first.sex,
      first.lifeStage,
      group.length,
      new Set(group.flatMap(({ boxes }) => boxes.map(({ photoId }) => photoId))).size,
      times.length === 0 ? null : day(times.reduce((a, b) => Math.min(a, b))),
      times.length === 0 ? null : day(times.reduce((a, b) => Math.max(a, b))),
      side.options.filter((each) => sides.has(each)).join(' '),
    ]);
  };
  for (const sighting of sightings) {
    if (group.length > 0 && group[0].individualId !== sighting.individualId) {
      yield row();
      group = [];
    }
    group.push(sighting);
  }
  if (group.length > 0) yield row();
}
