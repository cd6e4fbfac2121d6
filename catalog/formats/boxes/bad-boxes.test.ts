import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ReportBuilder } from '../report.ts';
import { BoxFileBuilder } from './box-file.ts';
import type { BoxFile, BoxRecord } from './box-record.ts';
import { PhotoFinder, type KnownPhoto } from './photo-finder.ts';
import { planBoxes } from './plan-boxes.ts';
import { readCsv } from '../csv-rows.ts';
import { readBoxTable } from './read-box-csv.ts';
import { readCoco } from './read-coco.ts';
import { parseVoc } from './read-voc.ts';
import { parseYoloLabels, readYolo } from './read-yolo.ts';

const landscape: KnownPhoto = {
  id: 1,
  root: '/photos',
  relPath: 'a/one.jpg',
  width: 400,
  height: 200,
  orientation: 1,
};
/** Stored as 400×200 and turned by the camera's tag, so upright it is 200×400. */
const turned: KnownPhoto = {
  id: 2,
  root: '/photos',
  relPath: 'a/turned.jpg',
  width: 200,
  height: 400,
  orientation: 6,
};

const record = (change: Partial<BoxRecord>): BoxRecord => ({
  image: 'one.jpg',
  className: 'dorsal fin',
  x: 0.1,
  y: 0.1,
  w: 0.2,
  h: 0.2,
  unit: 'fraction',
  imageWidth: null,
  imageHeight: null,
  confidence: null,
  individual: null,
  file: 'f.txt',
  line: 3,
  mended: null,
  ...change,
});

function plan(source: Partial<BoxFile>, photos: KnownPhoto[] = [landscape, turned]) {
  const report = new ReportBuilder();
  const result = planBoxes(
    { boxes: [], checked: [], doubted: new Set(), doubtsAll: false, ...source },
    { photos: new PhotoFinder(photos), classNames: ['dorsal fin'], existing: () => [] },
    report,
  );
  return { ...result, report: report.finish() };
}

describe('a box that does not fit its photo', () => {
  it('is clipped and reported when it reaches over the edge', () => {
    const { boxes, report } = plan({ boxes: [record({ x: 0.9, w: 0.3 })] });
    expect(boxes[0].x + boxes[0].w).toBeLessThanOrEqual(1);
    expect(report).toMatchObject({ taken: 0, mended: 1, refused: 0 });
    expect(report.notes[0]).toMatchObject({ file: 'f.txt', line: 3, outcome: 'mended' });
  });

  it('is refused when it lies outside or has no area', () => {
    const { boxes, report } = plan({
      boxes: [record({ x: 1.2 }), record({ w: 0 }), record({ h: -0.1 })],
    });
    expect(boxes).toEqual([]);
    expect(report.notes.map(({ reason }) => reason)).toEqual([
      'The box lies outside the photo.',
      'The box has no area (0 × 0.2).',
      'The box has no area (0.2 × -0.1).',
    ]);
  });

  it('is refused when the file speaks of a picture of another shape', () => {
    const { report } = plan({
      boxes: [record({ unit: 'pixel', x: 1, y: 1, w: 9, h: 9, imageWidth: 300, imageHeight: 300 })],
    });
    expect(report.notes[0].reason).toContain('300×300 pixels; the photo has 400×200');
  });

  it('is scaled when the file speaks of a smaller copy of the photo', () => {
    const { boxes } = plan({
      boxes: [
        record({ unit: 'pixel', x: 10, y: 5, w: 20, h: 10, imageWidth: 100, imageHeight: 50 }),
      ],
    });
    expect(boxes[0]).toMatchObject({ x: 0.1, y: 0.1, w: 0.2, h: 0.2, photoId: 1 });
  });

  it('is turned upright when it was drawn on the picture as stored', () => {
    // In the stored 400×200 frame: at the left edge, 40 px from the top. Orientation 6 shows that
    // edge on top, so upright the box hangs from the upper edge.
    const { boxes } = plan({
      boxes: [
        record({
          image: 'turned.jpg',
          unit: 'pixel',
          x: 0,
          y: 40,
          w: 80,
          h: 60,
          imageWidth: 400,
          imageHeight: 200,
        }),
      ],
    });
    expect(boxes[0].x).toBeCloseTo(0.5, 12);
    expect(boxes[0].y).toBeCloseTo(0, 12);
    expect(boxes[0].w).toBeCloseTo(0.3, 12);
    expect(boxes[0].h).toBeCloseTo(0.2, 12);
  });
});

describe('a photo that cannot be told', () => {
  it('is refused by name when the catalogue has none', () => {
    const { report } = plan({
      boxes: [record({ image: 'gone.jpg' })],
      checked: [{ image: 'gone.jpg', file: 'f.txt' }],
    });
    expect(report).toMatchObject({ refused: 1 });
    expect(report.notes[0].reason).toBe('No photo named "gone.jpg" is in the catalogue.');
  });

  it('is found by its folder when two share a name, and refused when the folder is not said', () => {
    const twins = [landscape, { ...landscape, id: 9, relPath: 'b/one.jpg' }];
    const { boxes, report } = plan(
      { boxes: [record({ image: 'data\\b\\one.jpg' }), record({ image: 'one.jpg' })] },
      twins,
    );
    expect(boxes.map(({ photoId }) => photoId)).toEqual([9]);
    expect(report.notes[0].reason).toContain('2 photos are named "one.jpg"');
  });
});

it('importing the same boxes twice adds nothing', () => {
  const { boxes, report } = plan({ boxes: [record({}), record({ x: 0.1001 })] });
  expect(boxes).toHaveLength(1);
  expect(report).toMatchObject({ taken: 1, alreadyThere: 1 });
});

describe('YOLO label files', () => {
  it('report decimal commas, missing columns, unknown classes and odd text by line', () => {
    const report = new ReportBuilder();
    const into = new BoxFileBuilder(report);
    parseYoloLabels(
      '0 0,5 0,5 0,1 0,1\r\n0 0.5 0.5 0.1\r\n7 .5 .5 .1 .1\n0 x .5 .1 .1\n\n0 .5 .5 .1 .1 .9\n0 .5 .5 .1 .1 9',
      'l.txt',
      'one',
      ['dorsal fin'],
      into,
    );
    const { boxes, doubted } = into.finish();
    expect([...doubted]).toEqual(['one']);
    expect(boxes.map(({ line, confidence, mended }) => [line, confidence, mended])).toEqual([
      [1, null, 'Decimal commas read as points.'],
      [6, 0.9, null],
    ]);
    expect(report.finish().notes.map(({ line, reason }) => `${line}: ${reason}`)).toEqual([
      '2: 4 columns in "0 0.5 0.5 0.1"; a box needs 5 (class cx cy w h) or 6 with a confidence, an outline two for each point.',
      '3: Class 7 has no name; the data set names 1 classes, from 0.',
      '4: "x" in column 2 is not a number.',
      '7: Confidence 9 is not between 0 and 1.',
    ]);
  });

  describe('in a folder', () => {
    let folder: string;
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'resight-yolo-'));
    });
    afterEach(() => rm(folder, { recursive: true }));

    it('without class names keeps their numbers, for a person to say what they are', async () => {
      await writeFile(join(folder, 'one.txt'), '0 .5 .5 .1 .1');
      const { boxes } = await readYolo(folder, new ReportBuilder());
      expect(boxes.map(({ className }) => className)).toEqual(['0']);
    });

    it('takes an empty label file for a checked photo without animals', async () => {
      await mkdir(join(folder, 'labels'));
      await writeFile(join(folder, 'data.yaml'), 'names: {0: fin}');
      await writeFile(join(folder, 'labels', 'one.txt'), '');
      const source = await readYolo(folder, new ReportBuilder());
      expect(source).toMatchObject({
        boxes: [],
        checked: [{ image: 'images/one', file: 'labels/one.txt' }],
      });
      expect(plan(source).checkedPhotoIds).toEqual([1]);
    });
  });
});

it('COCO entries that point nowhere are refused one by one, and the rest is read', () => {
  const report = new ReportBuilder();
  const { boxes } = readCoco(
    JSON.stringify({
      images: [{ id: 1, file_name: 'one.jpg' }, { id: 2 }],
      categories: [{ id: 1, name: 'fin' }],
      annotations: [
        { image_id: 1, category_id: 1, bbox: [1, 2, 3, 4] },
        { image_id: 5, category_id: 1, bbox: [1, 2, 3, 4] },
        { image_id: 1, category_id: 9, bbox: [1, 2, 3, 4] },
        { image_id: 1, category_id: 1, bbox: [1, 2, 3] },
      ],
    }),
    'c.json',
    report,
  );
  expect(boxes).toHaveLength(1);
  expect(report.finish().notes.map(({ reason }) => reason.split(':')[0])).toEqual([
    'images[1]',
    'annotations[1] is of image 5, which the file does not list.',
    'annotations[2] has category 9, which the file does not name.',
    'annotations[3]',
  ]);
});

it('a file that is not COCO, and one that is not XML, are refused with the reason', () => {
  expect(() => readCoco('{"images": []', 'c.json', new ReportBuilder())).toThrow(
    /c\.json is not JSON/,
  );
  expect(() => readCoco('{}', 'c.json', new ReportBuilder())).toThrow(
    /not COCO detection JSON: images/,
  );
  const report = new ReportBuilder();
  parseVoc('<annotation><filename>x</annotation>', 'x.xml', new BoxFileBuilder(report));
  expect(report.finish().notes[0].reason).toContain('Not well-formed XML');
});

describe('box tables', () => {
  const read = (text: string) => {
    const report = new ReportBuilder();
    return {
      ...readBoxTable(readCsv(new TextEncoder().encode(text), 'b.csv'), 'b.csv', report),
      report: report.finish(),
    };
  };

  it('are read with a byte order mark, semicolons, CRLF and decimal commas', () => {
    const { boxes, report } = read(
      '\uFEFFimage;x1;y1;x2;y2;class;individual\r\n"one.jpg";1,5;2;11,5;12;fin;NA\r\nempty.jpg;;;;;;\r\n',
    );
    expect(report.notes).toEqual([]);
    expect(boxes).toMatchObject([
      { x: 1.5, w: 10, individual: 'NA', mended: 'Decimal commas read as points.' },
    ]);
  });

  it('name the columns they lack', () => {
    expect(() => read('when,x,y\na,1,2')).toThrow(
      /b\.csv lacks the columns image, x1, y1, x2, y2, class/,
    );
  });

  it('report a row by the line on which it begins', () => {
    const { report } = read(
      'image,x1,y1,x2,y2,class\n"two\nlines.jpg",1,2,3,4,fin\none.jpg,1,2,3,x,fin\n',
    );
    expect(report.notes).toMatchObject([{ line: 4, reason: '"x" is not a number of pixels.' }]);
  });
});
