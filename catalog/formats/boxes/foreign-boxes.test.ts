import { describe, expect, it } from 'vitest';
import { readCsv } from '../csv-rows.ts';
import { ReportBuilder } from '../report.ts';
import { BoxFileBuilder } from './box-file.ts';
import type { BoxFile } from './box-record.ts';
import { PhotoFinder, type KnownPhoto } from './photo-finder.ts';
import { planBoxes } from './plan-boxes.ts';
import { readBoxTable } from './read-box-csv.ts';
import { readCoco } from './read-coco.ts';
import { parseVoc } from './read-voc.ts';
import { parseYoloLabels } from './read-yolo.ts';
import { classNamesInList, yoloLayout } from './yolo-layout.ts';

const photo = (id: number, name: string, orientation = 1): KnownPhoto => ({
  id,
  root: '/field',
  relPath: name,
  width: orientation >= 5 ? 200 : 300,
  height: orientation >= 5 ? 300 : 200,
  orientation,
});
const photos = [photo(1, 'a.jpg'), photo(2, 'b.jpg'), photo(3, 'portrait.jpg', 6)];

/** What becomes of a file: boxes in pixels of the photo by its id, photos that are checked, and what is told. */
function becomes(read: (report: ReportBuilder) => BoxFile) {
  const report = new ReportBuilder();
  const plan = planBoxes(
    read(report),
    { photos: new PhotoFinder(photos), classNames: ['fin'], existing: () => [] },
    report,
  );
  const sizeOf = (id: number) => photos[id - 1];
  return {
    boxes: plan.boxes.map(({ photoId, x, y, w, h }) => {
      const { width, height } = sizeOf(photoId);
      return [photoId, x * width, y * height, w * width, h * height].map((value) =>
        Math.round(value),
      );
    }),
    names: plan.boxes.map(({ individual }) => individual),
    checked: plan.checkedPhotoIds,
    doubted: plan.doubtedPhotoIds,
    told: report.finish().notes.map(({ outcome, reason }) => `${outcome}: ${reason}`),
  };
}

const coco = (change: {
  images?: unknown[];
  annotation?: Record<string, unknown>;
  categories?: unknown[];
  text?: (json: string) => string;
}) =>
  becomes((report) => {
    const json = JSON.stringify({
      images: change.images ?? [{ id: 1, file_name: 'a.jpg', width: 300, height: 200 }],
      categories: change.categories ?? [{ id: 1, name: 'fin' }],
      annotations: [{ image_id: 1, category_id: 1, bbox: [50, 50, 100, 50], ...change.annotation }],
    });
    return readCoco(change.text?.(json) ?? json, 'c.json', report);
  });
const csv = (rows: string) =>
  becomes((report) =>
    readBoxTable(
      readCsv(new TextEncoder().encode(`image,x1,y1,x2,y2,class,individual\n${rows}`), 'b.csv'),
      'b.csv',
      report,
    ),
  );
const yolo = (text: string) =>
  becomes((report) => {
    const into = new BoxFileBuilder(report);
    into.look({ image: 'images/a', file: 'labels/a.txt' });
    parseYoloLabels(text, 'labels/a.txt', 'images/a', ['fin', '', 'boat'], into);
    return into.finish();
  });
const voc = (inside: string, file = 'a.xml') =>
  becomes((report) => {
    const into = new BoxFileBuilder(report);
    parseVoc(`<annotation><filename>a.jpg</filename>${inside}</annotation>`, file, into);
    return into.finish();
  });

describe('a photo of which anything was refused is not checked', () => {
  it.each([
    ['a COCO box without numbers', coco({ annotation: { bbox: [] } })],
    ['a COCO box without a category', coco({ annotation: { category_id: null } })],
    ['a COCO annotation of nobody knows which image', coco({ annotation: { image_id: null } })],
    [
      'a picture of another shape',
      coco({ images: [{ id: 1, file_name: 'a.jpg', width: 640, height: 640 }] }),
    ],
    ['a class number without a name', yolo('1 0.5 0.5 0.2 0.2')],
    ['a line that is cut off', yolo('0 0.5 0.5 0.2 0.2\n0 0.5 0.5')],
    ['a table with NA for numbers', csv('a.jpg,NA,NA,NA,NA,NA,\n')],
    ['fractions in a table of pixels', csv('a.jpg,0.2,0.2,0.5,0.5,fin,\n')],
    ['a VOC object without a box', voc('<object><name>fin</name></object>')],
    ['a box round a crowd', coco({ annotation: { iscrowd: 1 } })],
  ])('%s', (_, { checked, doubted }) => {
    expect(checked).toEqual([]);
    expect(doubted).toEqual([1]);
  });

  it('and one of which all was taken is, and one with nothing on it', () => {
    expect(yolo('0 0.5 0.5 0.2 0.2').checked).toEqual([1]);
    expect(csv('a.jpg,,,,,,\n').checked).toEqual([1]);
  });
});

it('an id that two images or two categories have is refused with both, and none of them is checked', () => {
  const images = [
    { id: 1, file_name: 'a.jpg' },
    { id: 1, file_name: 'b.jpg' },
  ];
  const twins = coco({ images });
  expect(twins).toMatchObject({ boxes: [], checked: [], doubted: [1, 2] });
  expect(twins.told).toEqual([expect.stringContaining('a.jpg and b.jpg have')]);
  const categories = [
    { id: 1, name: 'fin' },
    { id: 1, name: 'boat' },
  ];
  expect(coco({ categories }).told).toEqual([expect.stringContaining('"fin" and "boat" have')]);
});

it.each([
  ['null for what is optional', { score: null, attributes: null, area: null }],
  ['ids and numbers as text', { image_id: '1', category_id: '1', bbox: ['50', '50', '100', '50'] }],
  ['an outline without a box', { bbox: [], segmentation: [[50, 50, 150, 50, 150, 100, 50, 100]] }],
  ['a list for attributes', { attributes: [] }],
])('COCO with %s gives the box', (_, annotation) => {
  expect(coco({ annotation }).boxes).toEqual([[1, 50, 50, 100, 50]]);
});

it('NaN as Python writes it is no number, and the box is read', () => {
  const { boxes } = coco({
    annotation: { area: 'X' },
    text: (json) => json.replace('"X"', 'NaN'),
  });
  expect(boxes).toEqual([[1, 50, 50, 100, 50]]);
});

it('a turned box becomes the upright one round it, in COCO and VOC', () => {
  const upright = [[1, 72, 22, 156, 156]];
  const turned = coco({ annotation: { bbox: [50, 90, 200, 20], attributes: { rotation: 45 } } });
  expect(turned.boxes).toEqual(upright);
  expect(turned.told[0]).toContain('mended: The box was turned by 45°');
  const attributes =
    '<attributes><attribute><name>rotation</name><value>45.0</value></attribute></attributes>';
  const bndbox = '<bndbox><xmin>51</xmin><ymin>91</ymin><xmax>250</xmax><ymax>110</ymax></bndbox>';
  expect(voc(`<object><name>fin</name>${bndbox}${attributes}</object>`).boxes).toEqual(upright);
});

it('an outline in YOLO labels gives the box round it', () => {
  const { boxes, told } = yolo('0 0.1 0.2 0.4 0.2 0.4 0.5 0.1 0.5');
  expect(boxes).toEqual([[1, 30, 40, 90, 60]]);
  expect(told).toEqual(['mended: The box round the outline was taken.']);
});

it('a blank line in a list of classes keeps its number', () => {
  expect(classNamesInList('fin\n\nboat\n')).toEqual(['fin', '', 'boat']);
});

it('lists of classes and of pictures are no labels, in whatever case the endings are', () => {
  const { labels, lists } = yoloLayout([
    'labels/classes.txt',
    'labels/a.TXT',
    'obj.names',
    'train.txt',
  ]);
  expect(labels).toEqual(['labels/a.TXT']);
  expect(lists).toEqual(['labels/classes.txt', 'obj.names']);
});

it('the names of animals come with their boxes, and words for nobody name none', () => {
  expect(csv('a.jpg,50,50,150,100,fin,FW1\nb.jpg,5,5,50,50,fin,unknown\n').names).toEqual([
    'FW1',
    null,
  ]);
  expect(csv('a.jpg,50,50,150,100,fin,FW1\na.jpg,50,50,150,100,fin,FW2\n').told).toEqual([
    expect.stringContaining('refused: The box shows FW1 already'),
  ]);
});

describe('a photo that its camera turned, with the stored size in the file', () => {
  const images = [{ id: 1, file_name: 'portrait.jpg', width: 300, height: 200 }];

  it('has boxes of the upright picture where they fit no other', () => {
    const { boxes, told, checked } = coco({ images, annotation: { bbox: [50, 225, 100, 50] } });
    expect(boxes).toEqual([[3, 50, 225, 100, 50]]);
    expect(told[0]).toContain('mended');
    expect(checked).toEqual([3]);
  });

  it('and of the stored one, told, where they fit both', () => {
    const { boxes, told } = coco({ images, annotation: { bbox: [50, 50, 75, 40] } });
    expect(boxes).toEqual([[3, 110, 50, 40, 75]]);
    expect(told[0]).toContain('turned upright with it');
  });
});

it('the full path and the place of a VOC file tell photos of one name apart, and may not contradict', () => {
  const box =
    '<object><name>fin</name><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>50</xmax><ymax>50</ymax></bndbox></object>';
  expect(voc(`<path>/field/a.jpg</path>${box}`).boxes).toHaveLength(1);
  expect(voc(`<path>/old/2015/a.jpg</path>${box}`).told[0]).toContain('is not in the catalogue');
  expect(voc(box, 'Annotations/2015-07-01/a.xml').told[0]).toContain('is not in the catalogue');
});
