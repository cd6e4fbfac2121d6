import {
  ownGradesOf,
  qualityOf,
  type GradeValues,
  type OwnGradeName,
} from '#terms/boxes/attributes.ts';
import type { SightingFilter } from '#terms/exports/sighting-filter.ts';
import { side } from '#terms/sides.ts';
import { DAY_MS, isoDay } from './occasions.ts';
import type { SightedBox } from './sighted-box.ts';
import { LeftOut, leftOut, speciesOf } from './sighting-filter.ts';

/** An individual seen on a day in an encounter (or on a photo without one), with the boxes that show it. */
export interface Sighting extends Pick<GradeValues, OwnGradeName> {
  individualId: number;
  code: string;
  name: string | null;
  species: string | null;
  sex: SightedBox['sex'];
  lifeStage: SightedBox['lifeStage'];
  encounterId: number | null;
  encounterName: string | null;
  /** What the encounter is called where it needs a name that no other day of it has: `12`, or `12-2016-06-07`. */
  eventKey: string | null;
  place: string | null;
  /** Wall clock of the first photo that has a time. */
  takenMs: number | null;
  /** No photo of it has a time of day. */
  dayOnly: boolean;
  utcOffsetMinutes: number | null;
  /** Of the first photo that has a position. */
  latitude: number | null;
  longitude: number | null;
  sides: string;
  /** Worst grade of the best box; of every other grade the highest. */
  bestQuality: number | null;
  verdict: SightedBox['verdict'];
  decisionOrigin: SightedBox['decisionOrigin'];
  reviewers: string[];
  photographers: string[];
  boxes: SightedBox[];
}

const distinct = (values: (string | null)[]) => [
  ...new Set(values.filter((value): value is string => value !== null && value !== '')),
];

const highest = (values: (number | null)[]) => {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : Math.max(...known);
};

function sightingOf(boxes: SightedBox[]): Sighting {
  const [first] = boxes;
  const timed = boxes.find(({ takenMs, dayOnly }) => takenMs !== null && !dayOnly);
  const dated = timed ?? boxes.find(({ takenMs }) => takenMs !== null);
  const placed = boxes.find(({ latitude, longitude }) => latitude !== null && longitude !== null);
  return {
    individualId: first.individualId,
    code: first.code,
    name: first.name,
    species: speciesOf(first),
    sex: first.sex,
    lifeStage: first.lifeStage,
    encounterId: first.encounterId,
    encounterName: first.encounterName,
    eventKey: eventKeyOf(first, dated?.takenMs ?? null),
    place: first.place,
    takenMs: dated?.takenMs ?? null,
    dayOnly: dated !== undefined && timed === undefined,
    utcOffsetMinutes: dated?.utcOffsetMinutes ?? null,
    latitude: placed?.latitude ?? null,
    longitude: placed?.longitude ?? null,
    sides: side.options.filter((side) => boxes.some((box) => box.side === side)).join(' '),
    bestQuality: highest(boxes.map(qualityOf)),
    ...ownGradesOf((name) => highest(boxes.map((box) => box[name]))),
    // One certain photo makes the sighting certain.
    verdict: boxes.find(({ verdict }) => verdict !== 'probable')?.verdict ?? 'probable',
    decisionOrigin: boxes.find(({ decisionOrigin }) => decisionOrigin === 'person')
      ? 'person'
      : first.decisionOrigin,
    reviewers: distinct(boxes.map(({ reviewer }) => reviewer)),
    photographers: distinct(boxes.map(({ photographer }) => photographer)),
    boxes,
  };
}

function eventKeyOf(box: SightedBox, takenMs: number | null): string | null {
  if (box.encounterId === null) return null;
  const day = takenMs === null ? 'undated' : isoDay(takenMs);
  return box.encounterSpansDays ? `${box.encounterId}-${day}` : String(box.encounterId);
}

/**
 * Boxes of one animal in one encounter, by day: an encounter that several days share is a sighting on each. Photos
 * without a date are of the only day there is, and else of none.
 */
function byDay(boxes: readonly SightedBox[]): SightedBox[][] {
  const dayOf = ({ takenMs }: SightedBox) =>
    takenMs === null ? null : Math.floor(takenMs / DAY_MS);
  const days = Map.groupBy(boxes, dayOf);
  if (days.size <= 2 && days.has(null)) return [[...boxes]];
  return [...days.values()];
}

/**
 * Joins boxes, in the order `sightedBoxes` gives them, into sightings; boxes that the filter leaves
 * out are counted by reason.
 */
export function* sightings(
  boxes: Iterable<SightedBox>,
  filter: SightingFilter = {},
  out = new LeftOut(),
): Generator<Sighting> {
  let current: SightedBox[] = [];
  const done = function* () {
    for (const ofDay of byDay(current)) yield sightingOf(ofDay);
  };
  for (const box of boxes) {
    const reason = leftOut(box, filter);
    if (reason !== null) {
      out.add(reason);
      continue;
    }
    const [head] = current;
    const isSame =
      head !== undefined &&
      head.individualId === box.individualId &&
      (head.encounterId === null
        ? head.photoId === box.photoId
        : head.encounterId === box.encounterId);
    if (!isSame) {
      yield* done();
      current = [];
    }
    current.push(box);
  }
  yield* done();
}
