import {
  ownGradesOf,
  qualityOf,
  type GradeValues,
  type OwnGradeName,
} from '#terms/boxes/attributes.ts';
import type { SightingFilter } from '#terms/exports/sighting-filter.ts';
import { side } from '#terms/sides.ts';
import type { SightedBox } from './sighted-box.ts';
import { LeftOut, leftOut, speciesOf } from './sighting-filter.ts';

/** An individual seen in an encounter (or on a photo without one), with the boxes that show it. */
export interface Sighting extends Pick<GradeValues, OwnGradeName> {
  individualId: number;
  code: string;
  name: string | null;
  species: string | null;
  sex: SightedBox['sex'];
  lifeStage: SightedBox['lifeStage'];
  encounterId: number | null;
  encounterName: string | null;
  place: string | null;
  /** Wall clock of the first photo that has a time. */
  takenMs: number | null;
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
  const dated = boxes.find(({ takenMs }) => takenMs !== null);
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
    place: first.place,
    takenMs: dated?.takenMs ?? null,
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
  for (const box of boxes) {
    const reason = leftOut(box, filter);
    if (reason !== null) {
      out.add(reason);
      continue;
    }
    const [head] = current;
    const sameSighting =
      head !== undefined &&
      head.individualId === box.individualId &&
      (head.encounterId === null
        ? head.photoId === box.photoId
        : head.encounterId === box.encounterId);
    if (!sameSighting) {
      if (head !== undefined) yield sightingOf(current);
      current = [];
    }
    current.push(box);
  }
  if (current.length > 0) yield sightingOf(current);
}
