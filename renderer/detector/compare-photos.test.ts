import { expect, it } from 'vitest';
import type { DetectorEvaluation } from '#terms/detector/evaluation.ts';
import type { JudgedPhoto } from '#terms/boxes/detections.ts';
import { marksInWords, photoPairs } from './compare-photos.ts';

const place = (x: number) => ({ x, y: 0.1, w: 0.1, h: 0.1, className: 'dorsal fin' });
const box = (boxId: number, x: number) => ({ boxId, ...place(x) });
const found = (x: number, confidence: number, boxId: number | null = null) => ({
  ...place(x),
  confidence,
  boxId,
});
const photo = (photoId: number, change: Partial<JudgedPhoto>): JudgedPhoto => ({
  photoId,
  photoName: `${photoId}.jpg`,
  boxes: [],
  found: [],
  ...change,
});

/** A report that does best from this confidence on. */
const report = (confidence: number, looked: JudgedPhoto[]): DetectorEvaluation => {
  const best = { confidence, precision: 1, recall: 1, f1: 1 };
  const figure = { value: 1, n: 1, interval: null };
  return {
    at: 0,
    modelId: 1,
    photos: looked.length,
    encounters: 1,
    map50: figure,
    map5095: figure,
    classes: [{ name: 'dorsal fin', boxes: 1, ap50: 1, ap5095: 1, curve: [best], best }],
    falseAlarms: [],
    misses: [],
    looked,
  };
};

it('says of each photo what both versions found, missed and took for an animal, each at its best confidence', () => {
  const boxes = [box(1, 0.1), box(2, 0.5)];
  const a = report(0.4, [photo(7, { boxes, found: [found(0.1, 0.9, 1), found(0.5, 0.3, 2)] })]);
  const b = report(0.2, [
    photo(7, { boxes, found: [found(0.1, 0.6, 1), found(0.5, 0.3, 2), found(0.8, 0.25)] }),
  ]);
  const [pair] = photoPairs(a, b);
  expect(marksInWords(pair?.a ?? [])).toBe('1 found, 1 missed, no false alarm');
  expect(marksInWords(pair?.b ?? [])).toBe('2 found, none missed, 1 false alarm');
  // One box that only one found, and one false alarm that only one raised.
  expect(pair?.differ).toBe(2);
});

it('shows the photos first on which they differ, and only those that both looked at', () => {
  const same = photo(1, { boxes: [box(1, 0.1)], found: [found(0.1, 0.9, 1), found(0.6, 0.8)] });
  const shifted = photo(1, { boxes: [box(1, 0.1)], found: [found(0.1, 0.7, 1), found(0.61, 0.5)] });
  const missed = photo(2, { boxes: [box(2, 0.3)] });
  const seen = photo(2, { boxes: [box(2, 0.3)], found: [found(0.3, 0.9, 2)] });
  const pairs = photoPairs(report(0.4, [same, missed, photo(3, {})]), report(0.4, [seen, shifted]));
  expect(pairs.map(({ photoId, differ }) => [photoId, differ])).toEqual([
    [2, 1],
    [1, 0],
  ]);
});
