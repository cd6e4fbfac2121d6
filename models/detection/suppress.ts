/** Of detections that cover each other, the surest stays (non-maximum suppression), class by class. */
import { overlapOf } from '#terms/geometry.ts';
import type { ScoredBox } from './boxes.ts';

interface SuppressOptions {
  /** Of two detections of a class that overlap by more than this, the surer stays; 0…1. */
  overlap: number;
  /** Most detections that come out, the surest. Default 300. */
  most?: number;
}

/** Least confidence and overlap: for use, and for judging a network. */
export const forUse = { confidence: 0.25, overlap: 0.45 } as const;
export const forJudging = { confidence: 0.001, overlap: 0.6 } as const;

/** More than this many are never looked at; the surest are. */
const mostCandidates = 30_000;

/** Surest first; equal confidences stay in their order. */
export function suppress<D extends ScoredBox>(
  detections: readonly D[],
  { overlap, most = 300 }: SuppressOptions,
): D[] {
  const sorted = detections
    .toSorted((a, b) => b.confidence - a.confidence)
    .slice(0, mostCandidates);
  const kept: D[] = [];
  const byClass = new Map<number, D[]>();
  for (const detection of sorted) {
    const rivals = byClass.get(detection.label) ?? [];
    if (rivals.some((rival) => overlapOf(rival, detection) > overlap)) continue;
    rivals.push(detection);
    byClass.set(detection.label, rivals);
    kept.push(detection);
    if (kept.length === most) break;
  }
  return kept;
}
