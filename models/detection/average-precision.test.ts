import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { averagePrecision, judge } from './average-precision.ts';
import type { JudgedBoxes } from './match.ts';

type Row = [label: number, ...box: number[]];
const fixture = JSON.parse(
  await readFile(new URL('fixtures/coco.json', import.meta.url), 'utf8'),
) as {
  classes: number;
  photos: { truths: Row[]; detections: Row[] }[];
  /** By class and overlap; null without boxes. */
  precisions: (number | null)[][];
  map50: number;
  map5095: number;
};
const box = ([x = 0, y = 0, w = 0, h = 0]: number[]) => ({ x, y, w, h });
const photos = fixture.photos.map(({ truths, detections }): JudgedBoxes => ({
  truths: truths.map(([label, ...rest]) => ({ label, ...box(rest) })),
  detections: detections.map(([label, confidence = 0, ...rest]) => ({
    label,
    confidence,
    ...box(rest),
  })),
}));

describe('a judgement', () => {
  const judged = judge(photos, fixture.classes);

  it("has pycocotools' average precisions, class by class", () => {
    expect(judged.map50).toBeCloseTo(fixture.map50, 10);
    expect(judged.map5095).toBeCloseTo(fixture.map5095, 10);
    for (const { label, ap50, ap5095 } of judged.classes) {
      const row = fixture.precisions[label] ?? [];
      if (row[0] === null) {
        expect([ap50, ap5095]).toEqual([NaN, NaN]);
        continue;
      }
      expect(ap50).toBeCloseTo(row[0] ?? NaN, 10);
      expect(ap5095).toBeCloseTo(
        row.reduce<number>((sum, each) => sum + (each ?? NaN), 0) / 10,
        10,
      );
    }
  });

  it('tells precision, recall and F1 at every confidence, and where F1 is highest', () => {
    for (const { curve, best, boxes, label } of judged.classes) {
      expect(curve).toHaveLength(101);
      expect(Math.max(...curve.map(({ f1 }) => f1))).toBe(best.f1);
      const recalls = curve.map(({ recall }) => recall);
      expect(recalls).toEqual(recalls.toSorted((a, b) => b - a));
      const claimed = photos.flatMap(({ detections }) =>
        detections.filter((d) => d.label === label && d.confidence >= 0.5),
      ).length;
      const at = curve[50];
      if (at && boxes > 0 && claimed > 0)
        expect(at.precision * claimed).toBeCloseTo(at.recall * boxes, 9);
    }
  });

  it('of nothing found is 0, of no boxes not a number, of all found 1', () => {
    const truth = { label: 0, x: 0, y: 0, w: 5, h: 5 };
    expect(judge([{ truths: [truth], detections: [] }], 1).map50).toBe(0);
    expect(judge([{ truths: [], detections: [] }], 1).map50).toBeNaN();
    const perfect = judge([{ truths: [truth], detections: [{ ...truth, confidence: 0.3 }] }], 1);
    expect(perfect).toMatchObject({ map50: 1, map5095: 1 });
    expect(perfect.classes[0]?.best).toMatchObject({ precision: 1, recall: 1, f1: 1 });
  });

  it('counts the second detection of a box as a false alarm', () => {
    const truth = { label: 0, x: 0, y: 0, w: 5, h: 5 };
    const [sure, unsure] = [0.9, 0.8].map((confidence) => ({ ...truth, confidence }));
    const [only] = judge(
      [{ truths: [truth], detections: [unsure, sure].flatMap((d) => d ?? []) }],
      1,
    ).classes;
    expect(only?.curve[50]).toMatchObject({ precision: 0.5, recall: 1 });
    expect(only?.ap50).toBe(1);
  });

  it('takes the envelope of precision: right, wrong, right of three boxes', () => {
    // Recalls ⅓ and ⅔ at precisions 1 and ⅔: 34 and 33 of 101 points.
    expect(averagePrecision({ right: [true, false, true], boxes: 3 })).toBeCloseTo(
      (34 * 1 + 33 * (2 / 3)) / 101,
      12,
    );
  });
});
