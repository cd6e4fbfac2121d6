/** How far figures would differ had other photos of the same kind been kept for judging (Efron 1979). */
import {
  averagePrecision,
  overlapThresholds,
  type ClassJudgement,
} from '#models/detection/average-precision.ts';
import { matchByOverlap, type JudgedBoxes } from '#models/detection/match.ts';
import { streamOf, uniformAt } from '#models/random/counter-random.ts';

/** Draws of photos with putting back. */
const DRAWS = 200;

/** Surest first over all photos: whether each detection is right, and on which photo. */
interface Ranking {
  label: number;
  photo: Int32Array;
  right: Uint8Array;
}

/**
 * Of each draw the mean precision at each overlap, over the classes of which it has boxes; NaN where it has none.
 * The same seed draws the same places of the list, so two detectors on one list are drawn alike.
 */
function drawnPrecisions(
  photos: readonly JudgedBoxes[],
  labels: readonly number[],
  overlaps: readonly number[],
  seed: number,
): number[][] {
  const rankings = overlaps.map((overlap) =>
    labels.map((label) => rankingOf(photos, label, overlap)),
  );
  const boxes = labels.map((label) =>
    photos.map(({ truths }) => truths.filter((truth) => truth.label === label).length),
  );
  const stream = streamOf(seed, 'bootstrap');
  return Array.from({ length: DRAWS }, (_, draw) => {
    const times = new Uint16Array(photos.length);
    for (let at = 0; at < photos.length; at += 1) {
      const even = (uniformAt(stream, draw * photos.length + at) + 1) / 2;
      times[Math.floor(even * photos.length)] += 1;
    }
    return rankings.map((ofClasses) => {
      const each = ofClasses.map((ranking, at) => precisionOf(ranking, boxes[at] ?? [], times));
      return meanOf(each.filter((value) => !Number.isNaN(value)));
    });
  });
}

/**
 * 95 % intervals of the two figures over which photos were judged: percentiles of as many draws of photos
 * with putting back. Null where there are too few photos to say.
 */
export function bootstrap(
  photos: readonly JudgedBoxes[],
  classes: readonly ClassJudgement[],
  seed: number,
): { map50: [number, number] | null; map5095: [number, number] | null } {
  if (photos.length < 5) return { map50: null, map5095: null };
  const labels = classes.map(({ label }) => label);
  // A draw may hold no box at all.
  const draws = drawnPrecisions(photos, labels, overlapThresholds, seed).filter(
    (means) => !means.some((value) => Number.isNaN(value)),
  );
  return {
    map50: middleOf(draws.map(([at50 = NaN]) => at50)),
    map5095: middleOf(draws.map(meanOf)),
  };
}

/** What a detector found on a list of photos. */
interface FoundByOne {
  photos: readonly JudgedBoxes[];
  /** Classes that it has. */
  labels: readonly number[];
  /** Share of the classes looked for that it has: of the others it finds nothing. */
  known: number;
}

/**
 * Share of the draws of photos, with putting back, in which the other's mAP@.5 is above ours: near 0.5 where the
 * two cannot be told apart, near 1 where the other is surely better. Both have the same photos in the same order.
 */
export function shareAhead(other: FoundByOne, ours: FoundByOne, seed: number): number {
  const figures = ({ photos, labels, known }: FoundByOne) =>
    drawnPrecisions(photos, labels, [0.5], seed).map(([at50 = NaN]) => at50 * known);
  const own = figures(ours);
  const leads = figures(other)
    .map((value, at) => value - (own[at] ?? NaN))
    .filter((lead) => !Number.isNaN(lead));
  return leads.filter((lead) => lead > 0).length / Math.max(1, leads.length);
}

function rankingOf(photos: readonly JudgedBoxes[], label: number, overlap: number): Ranking {
  const all = photos.flatMap(({ truths, detections }, photo) => {
    const { detections: sorted, found } = matchByOverlap(
      truths.filter((truth) => truth.label === label),
      detections.filter((detection) => detection.label === label),
      overlap,
    );
    return sorted.map(({ confidence }, at) => ({ confidence, photo, right: found[at] !== -1 }));
  });
  all.sort((a, b) => b.confidence - a.confidence);
  return {
    label,
    photo: Int32Array.from(all, ({ photo }) => photo),
    right: Uint8Array.from(all, ({ right }) => (right ? 1 : 0)),
  };
}

function precisionOf(
  { photo, right }: Ranking,
  boxes: readonly number[],
  times: Uint16Array,
): number {
  const drawn: boolean[] = [];
  for (let at = 0; at < photo.length; at += 1)
    for (let more = times[photo[at]]; more > 0; more -= 1) drawn.push(right[at] === 1);
  const count = boxes.reduce((sum, own, at) => sum + own * times[at], 0);
  return averagePrecision({ right: drawn, boxes: count });
}

const meanOf = (values: readonly number[]): number =>
  values.length === 0 ? NaN : values.reduce((a, b) => a + b, 0) / values.length;

function middleOf(values: number[]): [number, number] | null {
  if (values.length < DRAWS / 2) return null;
  values.sort((a, b) => a - b);
  const at = (share: number) => values[Math.round(share * (values.length - 1))] ?? NaN;
  return [at(0.025), at(0.975)];
}
