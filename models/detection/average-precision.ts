/**
 * How good a detector is: average precision as COCO computes it (Lin et al. 2014, arXiv:1405.0312),
 * and precision, recall and F1 against confidence.
 */
import type { AtConfidence } from '#terms/detector/evaluation.ts';
import type { ScoredBox } from './boxes.ts';
import { matchByOverlap, type JudgedBoxes } from './match.ts';

/** Overlaps at which a detection counts as found: 0.5, 0.55 … 0.95. */
export const overlapThresholds: readonly number[] = Array.from(
  { length: 10 },
  (_, at) => (50 + 5 * at) / 100,
);

export interface ClassJudgement {
  label: number;
  /** Boxes that people drew. */
  boxes: number;
  /** Average precision at an overlap of 0.5, and its mean over 0.5…0.95; NaN without boxes. */
  ap50: number;
  ap5095: number;
  /** At an overlap of 0.5, confidence 0…1 in hundredths. */
  curve: AtConfidence[];
  /** Where F1 is highest. */
  best: AtConfidence;
}

export interface Judgement {
  /** Means over the classes that have boxes; NaN if none has. */
  map50: number;
  map5095: number;
  classes: ClassJudgement[];
}

/** Whether each detection over all photos is right, surest first, and how many boxes there are. */
interface Ranking {
  confidences: number[];
  right: boolean[];
  boxes: number;
}

function rank(photos: readonly JudgedBoxes[], label: number, overlap: number): Ranking {
  const all: { detection: ScoredBox; right: boolean }[] = [];
  let boxes = 0;
  for (const { truths, detections } of photos) {
    const ours = truths.filter((truth) => truth.label === label);
    const claimed = detections.filter((detection) => detection.label === label);
    boxes += ours.length;
    const { detections: sorted, found } = matchByOverlap(ours, claimed, overlap);
    for (const [at, detection] of sorted.entries())
      all.push({ detection, right: found[at] !== -1 });
  }
  all.sort((a, b) => b.detection.confidence - a.detection.confidence);
  return {
    confidences: all.map(({ detection }) => detection.confidence),
    right: all.map(({ right }) => right),
    boxes,
  };
}

/**
 * Mean over the recalls 0, 0.01 … 1 of the best precision that is reached at that recall or above.
 * @returns 0…1; NaN without boxes
 */
export function averagePrecision({ right, boxes }: Pick<Ranking, 'right' | 'boxes'>): number {
  if (boxes === 0) return NaN;
  const precisions: number[] = [];
  const recalls: number[] = [];
  let hits = 0;
  for (const [at, hit] of right.entries()) {
    if (hit) hits += 1;
    precisions.push(hits / (at + 1));
    recalls.push(hits / boxes);
  }
  for (let at = precisions.length - 2; at >= 0; at -= 1)
    precisions[at] = Math.max(precisions[at] ?? 0, precisions[at + 1] ?? 0);
  let sum = 0;
  let at = 0;
  for (let hundredth = 0; hundredth <= 100; hundredth += 1) {
    while (at < recalls.length && (recalls[at] ?? 0) < hundredth / 100) at += 1;
    sum += precisions[at] ?? 0;
  }
  return sum / 101;
}

function curveOf({ confidences, right, boxes }: Ranking): AtConfidence[] {
  // Hits among the surest n, for every n.
  const hits = [0];
  for (const hit of right) hits.push((hits.at(-1) ?? 0) + (hit ? 1 : 0));
  return Array.from({ length: 101 }, (_, hundredth) => {
    const confidence = hundredth / 100;
    const below = confidences.findIndex((each) => each < confidence);
    const claimed = below === -1 ? confidences.length : below;
    const correct = hits[claimed] ?? 0;
    const precision = claimed === 0 ? 1 : correct / claimed;
    const recall = boxes === 0 ? 0 : correct / boxes;
    const f1 = correct === 0 ? 0 : (2 * correct) / (claimed + boxes);
    return { confidence, precision, recall, f1 };
  });
}

function judgeClass(photos: readonly JudgedBoxes[], label: number): ClassJudgement {
  const rankings = overlapThresholds.map((overlap) => rank(photos, label, overlap));
  const precisions = rankings.map(averagePrecision);
  const [loosest = { confidences: [], right: [], boxes: 0 }] = rankings;
  const curve = curveOf(loosest);
  return {
    label,
    boxes: loosest.boxes,
    ap50: precisions[0] ?? NaN,
    ap5095: mean(precisions),
    curve,
    best: curve.reduce((best, point) => (point.f1 > best.f1 ? point : best)),
  };
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? NaN : values.reduce((a, b) => a + b, 0) / values.length;

/**
 * Judges detections, suppressed as for judging (`forJudging`), over all photos.
 * @param classes how many there are
 */
export function judge(photos: readonly JudgedBoxes[], classes: number): Judgement {
  const judged = Array.from({ length: classes }, (_, label) => judgeClass(photos, label));
  const counted = judged.filter(({ boxes }) => boxes > 0);
  return {
    map50: mean(counted.map(({ ap50 }) => ap50)),
    map5095: mean(counted.map(({ ap5095 }) => ap5095)),
    classes: judged,
  };
}
