import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readCode } from '../catalogue-in/cells.ts';
import { writeFileAtomically } from '../atomic-file.ts';
import { ReportBuilder } from '../report.ts';
import { BoxFileBuilder } from './box-file.ts';
import type { BoxFile } from './box-record.ts';
import { PhotoFinder } from './photo-finder.ts';
import { planBoxes } from './plan-boxes.ts';
import { readCsv } from '../csv-rows.ts';
import { readBoxTable } from './read-box-csv.ts';
import { readCoco } from './read-coco.ts';
import { parseVoc } from './read-voc.ts';
import { readYolo } from './read-yolo.ts';
import { boxCsv } from './write-box-csv.ts';
import { cocoJson } from './write-coco.ts';
import { vocXml } from './write-voc.ts';
import { writeYolo } from './write-yolo.ts';
import type { WrittenPhoto } from './written-photo.ts';

const classNames = ['dorsal fin', 'body & back', 'fluke "wide"'];

const isCode = (name: string) => {
  const read = readCode(name);
  return 'value' in read && read.value === name;
};
const unit = fc.integer({ min: 0, max: 980_000 }).map((value) => value / 1_000_000);
// A box is at least a pixel wide and high on the smallest photo.
const size = fc.integer({ min: 20_000, max: 500_000 }).map((value) => value / 1_000_000);
const box = fc
  .record({
    classIndex: fc.integer({ min: 0, max: classNames.length - 1 }),
    x: unit,
    y: unit,
    w: size,
    h: size,
    confidence: fc.option(fc.integer({ min: 0, max: 1_000_000 }).map((value) => value / 1_000_000)),
    // NA is no name, and `A1, B2` are two: they are not read back.
    individual: fc.option(
      fc.stringMatching(/^[A-Z][A-Za-z0-9#<&"' é]{0,8}[A-Z0-9]$/).filter((name) => isCode(name)),
    ),
  })
  .map((drawn) => ({
    ...drawn,
    w: Math.min(drawn.w, 1 - drawn.x),
    h: Math.min(drawn.h, 1 - drawn.y),
    // What a program proposed, nobody has named.
    individual: drawn.confidence === null ? drawn.individual : null,
  }));
const photos = fc
  .array(
    fc.record({
      name: fc.stringMatching(/^[a-z0-9 _é'-]{1,12}$/),
      width: fc.integer({ min: 64, max: 9000 }),
      height: fc.integer({ min: 64, max: 9000 }),
      split: fc.constantFrom('train' as const, 'val' as const),
      // One box a class: two boxes of a class that lie on each other are one box to the importer.
      boxes: fc.uniqueArray(box, { selector: (drawn) => drawn.classIndex }),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .map((drawn): WrittenPhoto[] =>
    drawn.map(({ name, ...rest }, index) => ({
      id: index + 1,
      imagePath: `day ${index}/${name.trim() || 'x'}${index}.jpg`,
      ...rest,
    })),
  );

function readBack(source: BoxFile, written: readonly WrittenPhoto[], report: ReportBuilder) {
  const finder = new PhotoFinder(
    written.map(({ id, imagePath, width, height }) => ({
      id,
      root: '/photos',
      relPath: imagePath,
      width,
      height,
      orientation: 1,
    })),
  );
  return planBoxes(source, { photos: finder, classNames, existing: () => [] }, report);
}

function expectSame(
  written: readonly WrittenPhoto[],
  source: BoxFile,
  report: ReportBuilder,
  keepsIndividuals: boolean,
) {
  const plan = readBack(source, written, report);
  const { refused, notes } = report.finish();
  expect(notes).toEqual([]);
  expect(refused).toBe(0);
  expect(plan.newClasses).toEqual([]);
  expect(new Set(plan.checkedPhotoIds)).toEqual(new Set(written.map(({ id }) => id)));
  for (const photo of written) {
    const back = plan.boxes.filter(({ photoId }) => photoId === photo.id);
    expect(back).toHaveLength(photo.boxes.length);
    for (const original of photo.boxes) {
      const same = back.find(({ className }) => className === classNames[original.classIndex]);
      expect(same).toBeDefined();
      if (same === undefined) continue;
      // A thousandth of a pixel.
      expect(Math.abs(same.x - original.x) * photo.width).toBeLessThan(2e-3);
      expect(Math.abs(same.y - original.y) * photo.height).toBeLessThan(2e-3);
      expect(Math.abs(same.w - original.w) * photo.width).toBeLessThan(2e-3);
      expect(Math.abs(same.h - original.h) * photo.height).toBeLessThan(2e-3);
      expect(same.confidence).toBe(original.confidence);
      if (keepsIndividuals) expect(same.individual).toBe(original.individual);
    }
  }
}

describe('boxes written and read back are the same boxes', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'resight-boxes-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('as YOLO, with confidence and checked background photos', async () => {
    await fc.assert(
      fc.asyncProperty(photos, async (written) => {
        const target = await mkdtemp(join(folder, 'yolo-'));
        for (const { path, chunks } of writeYolo(written, classNames)) {
          await writeFileAtomically(join(target, path), chunks);
        }
        const report = new ReportBuilder();
        expectSame(written, await readYolo(target, report), report, false);
      }),
      { numRuns: 25 },
    );
  });

  it('as COCO, with individuals', () => {
    fc.assert(
      fc.property(photos, (written) => {
        const report = new ReportBuilder();
        const text = [...cocoJson(() => written, classNames)].join('');
        expectSame(written, readCoco(text, 'boxes.json', report), report, true);
      }),
      { numRuns: 60 },
    );
  });

  it('as Pascal VOC, with individuals', () => {
    fc.assert(
      fc.property(photos, (written) => {
        const report = new ReportBuilder();
        const into = new BoxFileBuilder(report);
        for (const photo of written)
          parseVoc(vocXml(photo, classNames), `Annotations/${photo.imagePath}.xml`, into);
        expectSame(written, into.finish(), report, true);
      }),
      { numRuns: 60 },
    );
  });

  it('as CSV, with individuals', () => {
    fc.assert(
      fc.property(photos, (written) => {
        const report = new ReportBuilder();
        const bytes = new TextEncoder().encode([...boxCsv(written, classNames)].join(''));
        expectSame(
          written,
          readBoxTable(readCsv(bytes, 'boxes.csv'), 'boxes.csv', report),
          report,
          true,
        );
      }),
      { numRuns: 60 },
    );
  });
});
