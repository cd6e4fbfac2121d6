import type { OccasionGaps, OccasionScheme } from '#terms/exports/occasions.ts';
import { capturedOccasions } from './occasions.ts';
import type { LeftOut } from './sighting-filter.ts';
import type { Sighting } from './sightings.ts';

/** Whether an animal was seen on each occasion: 1 or 0, one an occasion. */
export interface CaptureHistory {
  individualId: number;
  code: string;
  sex: Sighting['sex'];
  species: string | null;
  caught: Uint8Array;
}

export interface CaptureHistories {
  occasions: string[];
  gaps: OccasionGaps;
  /** Ordered by code; each was caught at least once. */
  histories: CaptureHistory[];
}

/** Sightings without a date cannot be placed on an occasion; they are counted in `out`. */
export function captureHistories(
  sightings: Iterable<Sighting>,
  scheme: OccasionScheme,
  out: LeftOut,
): CaptureHistories {
  const byIndividual = new Map<number, { of: Sighting; times: number[] }>();
  for (const sighting of sightings) {
    if (sighting.takenMs === null) {
      out.add('no date', sighting.boxes.length);
      continue;
    }
    const entry = byIndividual.get(sighting.individualId);
    if (entry === undefined) {
      byIndividual.set(sighting.individualId, { of: sighting, times: [sighting.takenMs] });
    } else entry.times.push(sighting.takenMs);
  }
  const all = [...byIndividual.values()];
  const { labels, gaps, indexOf } = capturedOccasions(
    all.flatMap(({ times }) => times),
    scheme,
  );
  const histories = all.map(({ of, times }) => {
    const caught = new Uint8Array(labels.length);
    for (const time of times) caught[indexOf(time)] = 1;
    return {
      individualId: of.individualId,
      code: of.code,
      sex: of.sex,
      species: of.species,
      caught,
    };
  });
  return { occasions: labels, gaps, histories };
}
