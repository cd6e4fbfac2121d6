/** A report on how good a detector is, from what it found on photos whose boxes are known. */
import type { DetectorEvaluation } from '#terms/detector/evaluation.ts';
import { overlapOf } from '#terms/geometry.ts';
import type { Figure } from '#terms/matching/figures.ts';
import { judge, type ClassJudgement } from '#models/detection/average-precision.ts';
import { matchByOverlap } from '#models/detection/match.ts';
import type { DetectorMetrics } from '#terms/detector/versions.ts';
import { bootstrap } from './bootstrap.ts';
import type { JudgedLearnedPhoto } from './judge-photos.ts';
import { lookedPhotos } from './looked-photos.ts';

/** Boxes listed of each kind of mistake. */
const MOST_LISTED = 60;
/** A false alarm that the detector itself hardly believes in is none worth looking at. */
const LEAST_CONFIDENCE = 0.05;

export function reportOf(
  photos: readonly JudgedLearnedPhoto[],
  classes: readonly string[],
  { modelId, at, seed }: { modelId: number; at: number; seed: number },
): DetectorEvaluation {
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
export function metricsOf({
  map50,
  map5095,
  classes,
  photos,
}: DetectorEvaluation): DetectorMetrics {
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
): Pick<DetectorEvaluation, 'falseAlarms' | 'misses'> {
  const falseAlarms: DetectorEvaluation['falseAlarms'] = [];
  const misses: DetectorEvaluation['misses'] = [];
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
