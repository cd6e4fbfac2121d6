import type { TrackOptions, TrackReport } from '#terms/photos/edits.ts';
import type { Catalogue } from '../catalogue.ts';
import { changeFacts, type ChangedBy } from './edit-facts.ts';
import { placeAt, type TrackPoint } from './gpx.ts';
import { photosWithFacts, type FactChanges, type PhotoWithFacts } from './stored-facts.ts';

type Fate = Exclude<keyof TrackReport, 'editId' | 'photos' | 'points' | 'from' | 'to'>;

/** What becomes of a photo, and its facts where it is placed. */
function fateOf(
  photo: PhotoWithFacts,
  points: readonly TrackPoint[],
  { zoneMinutes, aheadS, mostGapS, replace }: TrackOptions,
): [Fate, FactChanges] {
  if (photo.latitude !== null && !replace) return ['hadPosition', {}];
  if (photo.takenMs === null) return ['undated', {}];
  const zone = photo.utcOffsetMinutes ?? zoneMinutes;
  if (zone === null) return ['withoutZone', {}];
  const at = photo.takenMs - zone * 60_000 - aheadS * 1000;
  const place = placeAt(points, at, mostGapS * 1000);
  return place === null ? ['outside', {}] : ['placed', { ...place, positionSource: 'track' }];
}

/**
 * Gives photos the places at which a receiver was when they were taken.
 *
 * @param points in order of time, at least one
 * @param dryRun only counts
 */
export function placeOnTrack(
  catalogue: Catalogue,
  photoIds: readonly number[],
  points: readonly TrackPoint[],
  options: TrackOptions,
  by: ChangedBy & { dryRun: boolean },
): TrackReport {
  const report: TrackReport = {
    editId: null,
    photos: 0,
    points: points.length,
    from: points[0]?.at ?? 0,
    to: points.at(-1)?.at ?? 0,
    placed: 0,
    hadPosition: 0,
    undated: 0,
    withoutZone: 0,
    outside: 0,
  };
  for (const photo of photosWithFacts(catalogue, photoIds))
    report[fateOf(photo, points, options)[0]] += 1;
  if (by.dryRun) return report;
  const edit = changeFacts(
    catalogue,
    photoIds,
    'places of a track',
    (photo) => fateOf(photo, points, options)[1],
    by,
  );
  return { ...report, ...edit };
}
