import { describe, expect, it } from 'vitest';
import { judge } from '#models/detection/average-precision.ts';
import { shareAhead } from './bootstrap.ts';
import type { JudgedLearnedPhoto } from './judge-photos.ts';
import { metricsOf, reportOf } from './report.ts';
import { errorOf, validateEvery } from './running-judge.ts';

/** Photo `at` of one fin, found there or elsewhere. */
function photo(
  at: number,
  found: { x: number; confidence: number }[],
  boxes = [{ boxId: at + 1, classId: 1, x: 0.4, y: 0.4, w: 0.2, h: 0.2 }],
): JudgedLearnedPhoto {
  return {
    photo: {
      photoId: at + 1,
      name: `${at}.jpg`,
      path: `/photos/${at}.jpg`,
      sha256: String(at),
      width: 600,
      height: 400,
      encounterId: Math.floor(at / 3),
      boxes,
    },
    truths: boxes.map(({ x, y, w, h }) => ({ label: 0, x, y, w, h })),
    detections: found.map(({ x, confidence }) => ({
      label: 0,
      confidence,
      x,
      y: 0.4,
      w: 0.2,
      h: 0.2,
    })),
  };
}

const which = { modelId: 7, at: 5, seed: 1 };

it('says the figures of the judgement, with an interval that holds them', () => {
  const photos = Array.from({ length: 30 }, (_, at) =>
    photo(at, [{ x: at % 4 === 0 ? 0.05 : 0.41, confidence: 0.9 - at / 100 }]),
  );
  const report = reportOf(photos, ['dorsal fin'], which);
  const { map50, map5095 } = judge(photos, 1);
  expect(report).toMatchObject({
    modelId: 7,
    photos: 30,
    encounters: 10,
    map50: { value: map50, n: 30 },
    map5095: { value: map5095, n: 30 },
  });
  const [low = NaN, high = NaN] = report.map50.interval ?? [];
  expect(low).toBeLessThan(map50);
  expect(high).toBeGreaterThan(map50);
  expect(high - low).toBeLessThan(0.6);
  expect(metricsOf(report)).toMatchObject({ map50, photos: 30 });
});

it('is the same whenever it is drawn up', () => {
  const photos = Array.from({ length: 12 }, (_, at) => photo(at, [{ x: 0.4, confidence: 0.5 }]));
  expect(reportOf(photos, ['fin'], which)).toEqual(reportOf(photos, ['fin'], which));
});

it('lists the surest false alarms first, and the misses that nothing came near first', () => {
  const report = reportOf(
    [
      photo(0, [{ x: 0.4, confidence: 0.9 }]),
      photo(1, [{ x: 0.05, confidence: 0.8 }]),
      photo(2, [{ x: 0.52, confidence: 0.7 }]),
      photo(3, [], []),
      photo(4, [{ x: 0.7, confidence: 0.95 }], []),
    ],
    ['dorsal fin'],
    which,
  );
  expect(report.falseAlarms.map(({ photoId, confidence }) => [photoId, confidence])).toEqual([
    [5, 0.95],
    [2, 0.8],
    [3, 0.7],
  ]);
  expect(report.misses.map(({ photoId, boxId }) => [photoId, boxId])).toEqual([
    [2, 2],
    [3, 3],
  ]);
  expect(report.misses[0]?.overlap).toBe(0);
});

it('keeps what was found on every photo, and which box each detection found', () => {
  const second = { boxId: 9, classId: 1, x: 0.1, y: 0.4, w: 0.2, h: 0.2 };
  const { looked } = reportOf(
    [
      photo(
        0,
        [
          { x: 0.41, confidence: 0.5 },
          { x: 0.4, confidence: 0.9 },
          { x: 0.7, confidence: 0.3 },
          { x: 0.2, confidence: 0.01 },
        ],
        [{ boxId: 4, classId: 1, x: 0.4, y: 0.4, w: 0.2, h: 0.2 }, second],
      ),
    ],
    ['dorsal fin'],
    which,
  );
  expect(looked).toMatchObject([{ photoId: 1, photoName: '0.jpg' }]);
  expect(looked[0]?.boxes.map(({ boxId, className }) => [boxId, className])).toEqual([
    [4, 'dorsal fin'],
    [9, 'dorsal fin'],
  ]);
  // The surest takes the box; what lies there too is a false alarm, and what is hardly believed is left out.
  expect(looked[0]?.found.map(({ confidence, boxId }) => [confidence, boxId])).toEqual([
    [0.9, 4],
    [0.5, null],
    [0.3, null],
  ]);
});

it('keeps an even choice where there are very many photos, the same for every version', () => {
  const photos = Array.from({ length: 1000 }, (_, at) => photo(at, []));
  const ids = reportOf(photos, ['dorsal fin'], which).looked.map(({ photoId }) => photoId);
  expect(ids.length).toBeLessThanOrEqual(400);
  expect(ids.slice(0, 3)).toEqual([1, 4, 7]);
});

it('has no interval where the photos are too few, and figures of no case say so', () => {
  const report = reportOf([photo(0, [], [])], ['dorsal fin'], which);
  expect(report.map50).toEqual({ value: 0, n: 0, interval: null });
  expect(report.classes).toEqual([]);
});

it('judging is spread so that it costs little, and is done at least six times', () => {
  expect(validateEvery(10, 1000, 100)).toBe(1);
  expect(validateEvery(300, 48, 100)).toBeGreaterThan(10);
  expect(validateEvery(300, 48, 30)).toBe(5);
  expect(validateEvery(300, 48, 3)).toBe(1);
});

describe('which of two detectors is ahead', () => {
  const seen = (count: number, finds: (at: number) => boolean) => ({
    photos: Array.from({ length: count }, (_, at) =>
      photo(at, [{ x: finds(at) ? 0.4 : 0.05, confidence: 0.9 - at / 1000 }]),
    ),
    labels: [0],
    known: 1,
  });

  it('is told where it is ahead whatever photos are drawn, and not where that hangs on a few', () => {
    const [good, poor] = [seen(60, (at) => at % 10 > 0), seen(60, (at) => at % 2 > 0)];
    expect(shareAhead(good, poor, 1)).toBeGreaterThan(0.97);
    expect(shareAhead(poor, good, 1)).toBeLessThan(0.03);
    const [one, other] = [seen(12, (at) => at !== 3), seen(12, (at) => at !== 7)];
    expect(Math.abs(shareAhead(one, other, 1) - 0.5)).toBeLessThan(0.3);
    expect(shareAhead(good, good, 1)).toBe(0);
  });

  it('counts the classes that one of them does not have as not found', () => {
    const half = { ...seen(60, () => true), known: 0.5 };
    expect(
      shareAhead(
        half,
        seen(60, (at) => at % 10 > 0),
        1,
      ),
    ).toBe(0);
  });
});

it('the error of a score is that of a share of so many boxes', () => {
  expect(errorOf(0.8, 16)).toBeCloseTo(0.1, 10);
  expect(errorOf(0.5, 0)).toBe(0.5);
});
