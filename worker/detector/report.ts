/** A report on how good a detector is, from what it found on photos whose boxes are known. */
import {
  averagePrecision,
  judge,
  overlapThresholds,
  type ClassJudgement,
} from '#models/detection/average-precision.ts';
import { overlapOf } from '#models/detection/boxes.ts';
import { matchByOverlap } from '#models/detection/match.ts';
import { streamOf, uniformAt } from '#models/nets/counter-random.ts';
import type { DetectorMetrics } from '../kinds.ts';
import type { JudgedLearnedPhoto } from './judge-photos.ts';
import { lookedPhotos, type LookedPhoto } from './looked-photos.ts';

interface Figure {
  value: number;
  n: number;
  interval: [number, number] | null;
}

interface PlacedBox {
  photoId: number;
  photoName: string;
  x: number;
  y: number;
  w: number;
  h: number;
}

/** As the contract's `detectorEvaluation` has it. */
export interface DetectorReport {
  at: number;
  modelId: number;
  photos: number;
  encounters: number;
  map50: Figure;
  map5095: Figure;
  classes: (Pick<ClassJudgement, 'boxes' | 'ap50' | 'ap5095' | 'curve' | 'best'> & {
    name: string;
  })[];
  falseAlarms: (PlacedBox & { confidence: number; className: string })[];
  misses: (PlacedBox & { boxId: number; className: string; overlap: number })[];
  looked: LookedPhoto[];
}

/** Boxes listed of each kind of mistake. */
const MOST_LISTED = 60;
/** A false alarm that the detector itself hardly believes in is none worth looking at. */
const LEAST_CONFIDENCE = 0.05;

export function reportOf(
  photos: readonly JudgedLearnedPhoto[],
  classes: readonly string[],
  { modelId, at, seed }: { modelId: number; at: number; seed: number },
): DetectorReport {
  const { map50, map5095, classes: judged } = judge(photos, classes.length);
  const counted = judged.filter(({ boxes }) => boxes > 0);
  const n = counted.reduce((sum, { boxes }) => sum + boxes, 0);
  const intervals = bootstrap(photos, counted, seed);
  return {
    at,
    modelId,
    photos: photos.length,
    encounters: new Set(photos.map(({ photo }) => photo.encounterId ?? photo.sha256)).size,
    map50: figure(map50, n, intervals.map50),
    map5095: figure(map5095, n, intervals.map5095),
    classes: counted.map(({ label, ...figures }) => ({
      name: classes[label] ?? '',
      boxes: figures.boxes,
      ap50: figures.ap50,
      ap5095: figures.ap5095,
      curve: figures.curve,
      best: figures.best,
    })),
    ...mistakes(photos, classes, judged),
    looked: lookedPhotos(photos, classes),
  };
}

/** Over no case at all a figure is 0 and says so. */
const figure = (value: number, n: number, interval: [number, number] | null): Figure => ({
  value: n === 0 ? 0 : value,
  n,
  interval,
});

/** The figures of a report that stand in a version's row; those of classes are their means. */
export function metricsOf({ map50, map5095, classes, photos }: DetectorReport): DetectorMetrics {
  const mean = (values: readonly number[]) =>
    values.length === 0 ? 0 : values.reduce((a, b) => a + b, 0) / values.length;
  const best = classes.map((each) => each.best);
  return {
    map50: map50.value,
    map5095: map5095.value,
    precision: mean(best.map(({ precision }) => precision)),
    recall: mean(best.map(({ recall }) => recall)),
    confidence: mean(best.map(({ confidence }) => confidence)),
    photos,
  };
}

function mistakes(
  photos: readonly JudgedLearnedPhoto[],
  classes: readonly string[],
  judged: readonly ClassJudgement[],
): Pick<DetectorReport, 'falseAlarms' | 'misses'> {
  const falseAlarms: DetectorReport['falseAlarms'] = [];
  const misses: DetectorReport['misses'] = [];
  for (const { photo, truths, detections } of photos) {
    const place = { photoId: photo.photoId, photoName: photo.name };
    for (const { label, best } of judged) {
      const className = classes[label] ?? '';
      const ours = truths.filter((truth) => truth.label === label);
      const claimed = detections.filter((detection) => detection.label === label);
      const { detections: sorted, found } = matchByOverlap(ours, claimed, 0.5);
      for (const [at, { x, y, w, h, confidence }] of sorted.entries())
        if (found[at] === -1 && confidence >= LEAST_CONFIDENCE)
          falseAlarms.push({ ...place, x, y, w, h, confidence, className });
      // Missed is what was not found at the confidence that serves best.
      const sure = sorted.filter(({ confidence }) => confidence >= best.confidence);
      const foundSurely = new Set(found.slice(0, sure.length));
      for (const [at, truth] of ours.entries()) {
        if (foundSurely.has(at)) continue;
        const box = photo.boxes.find(({ x, y }) => x === truth.x && y === truth.y);
        if (box === undefined) continue;
        const { x, y, w, h, boxId } = box;
        const overlap = Math.max(0, ...sure.map((other) => overlapOf(other, truth)));
        misses.push({ ...place, x, y, w, h, boxId, className, overlap });
      }
    }
  }
  return {
    falseAlarms: falseAlarms.sort((a, b) => b.confidence - a.confidence).slice(0, MOST_LISTED),
    // What was found in part is no bad miss; of the rest, large ones are the worst.
    misses: misses
      .sort((a, b) => a.overlap - b.overlap || b.w * b.h - a.w * a.h)
      .slice(0, MOST_LISTED),
  };
}

/** Draws of photos with putting back. */
const DRAWS = 200;

/** Surest first over all photos: whether each detection is right, and on which photo. */
interface Ranking {
  label: number;
  photo: Int32Array;
  right: Uint8Array;
}

/**
 * 95 % intervals of the two figures over which photos were judged: percentiles of as many draws of photos
 * with putting back (Efron 1979). Null where there are too few photos to say.
 */
function bootstrap(
  photos: readonly JudgedLearnedPhoto[],
  classes: readonly ClassJudgement[],
  seed: number,
): { map50: [number, number] | null; map5095: [number, number] | null } {
  if (photos.length < 5) return { map50: null, map5095: null };
  const rankings = overlapThresholds.map((overlap) =>
    classes.map(({ label }) => rankingOf(photos, label, overlap)),
  );
  const boxes = classes.map(({ label }) =>
    photos.map(({ truths }) => truths.filter((truth) => truth.label === label).length),
  );
  const stream = streamOf(seed, 'bootstrap');
  const at50: number[] = [];
  const over: number[] = [];
  for (let draw = 0; draw < DRAWS; draw += 1) {
    const times = new Uint16Array(photos.length);
    for (let at = 0; at < photos.length; at += 1) {
      const even = (uniformAt(stream, draw * photos.length + at) + 1) / 2;
      times[Math.floor(even * photos.length)] += 1;
    }
    const means = rankings.map((ofClasses) => {
      const each = ofClasses.map((ranking, at) => precisionOf(ranking, boxes[at] ?? [], times));
      return meanOf(each.filter((value) => !Number.isNaN(value)));
    });
    // A draw may hold no box at all.
    if (means.some((value) => Number.isNaN(value))) continue;
    at50.push(means[0] ?? NaN);
    over.push(meanOf(means));
  }
  return { map50: middleOf(at50), map5095: middleOf(over) };
}

function rankingOf(photos: readonly JudgedLearnedPhoto[], label: number, overlap: number): Ranking {
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
