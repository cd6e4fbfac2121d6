import { expect, it } from 'vitest';
import type { DetectorEvaluation } from '#terms/detector/evaluation.ts';
import { overlapOf } from '#terms/geometry.ts';
import { comparedFigures, isShared, onSamePhotos } from './compare-reports.ts';
import type { Mistake } from './Gallery.tsx';

const figure = (value: number) => ({ value, n: 40, interval: null });
const at = (recall: number) => ({ confidence: 0.4, precision: 0.9, recall, f1: 0.8 });
const report = (map: number, boxes = 50): DetectorEvaluation => ({
  at: 0,
  modelId: 1,
  photos: 40,
  encounters: 4,
  map50: figure(map),
  map5095: figure(map / 2),
  classes: [
    { name: 'dorsal fin', boxes, ap50: map, ap5095: map / 2, curve: [at(map)], best: at(map) },
  ],
  falseAlarms: [],
  misses: [],
  looked: [],
});

it('reports are set against each other only if they tell of the same photos and boxes', () => {
  expect(onSamePhotos(report(0.8), report(0.9))).toBe(true);
  expect(onSamePhotos(report(0.8), report(0.9, 51))).toBe(false);
  expect(onSamePhotos(report(0.8), { ...report(0.8), encounters: 3 })).toBe(false);
});

it('the figures of a class stand beside each other if both know it', () => {
  const rows = comparedFigures(report(0.8), report(0.9));
  expect(rows.map(({ label }) => label)).toEqual([
    'mAP@.5',
    'mAP@.5:.95',
    'AP@.5, dorsal fin',
    'Recall at best F1, dorsal fin',
    'Precision at best F1, dorsal fin',
  ]);
  expect(rows[0]).toMatchObject({ a: 0.8, b: 0.9 });
  expect(comparedFigures(report(0.8), { ...report(0.9), classes: [] })).toHaveLength(2);
});

it('a mistake is shared by its box, a false alarm by its place', () => {
  const alarm = (x: number): Mistake => ({
    what: 'false alarm',
    photoId: 1,
    photoName: 'a.jpg',
    className: 'dorsal fin',
    confidence: 0.5,
    x,
    y: 0.1,
    w: 0.2,
    h: 0.2,
  });
  expect(overlapOf(alarm(0.1), alarm(0.1))).toBeCloseTo(1);
  expect(overlapOf(alarm(0.1), alarm(0.4))).toBe(0);
  expect(isShared(alarm(0.1), [alarm(0.12)])).toBe(true);
  expect(isShared(alarm(0.1), [alarm(0.25)])).toBe(false);
  const { confidence: _, ...place } = alarm(0.1) as Extract<Mistake, { what: 'false alarm' }>;
  const miss: Mistake = { ...place, what: 'miss', boxId: 7, overlap: 0 };
  expect(isShared(miss, [alarm(0.1)])).toBe(false);
  expect(isShared(miss, [{ ...miss, x: 0.5 }])).toBe(true);
});
