import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Catalogue } from '../catalogue.ts';
import { createCatalogue } from '../open-catalogue.ts';
import { madeFile, storePhotos } from '../made-catalogue.fixture.ts';
import { stateOf } from '../boxes/box-edits.ts';
import { planBoxImport, storeBoxImport } from './import-boxes.ts';

let folder: string;
let catalogue: Catalogue;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'resight-import-boxes-'));
  catalogue = createCatalogue(folder, 'Boxes');
  storePhotos(catalogue, [madeFile('a.jpg'), madeFile('b.jpg'), madeFile('c.jpg')]);
});
afterEach(() => {
  catalogue.close();
  rmSync(folder, { recursive: true });
});

/** Labels of three photos as another tool left them; c.jpg was looked at and holds nothing. */
function yoloFolder(): string {
  const root = join(folder, 'yolo');
  mkdirSync(join(root, 'labels'), { recursive: true });
  writeFileSync(join(root, 'data.yaml'), 'names: [dorsal fin, blow]\n');
  writeFileSync(
    join(root, 'labels', 'a.txt'),
    '0 0.5 0.5 0.2 0.1\n1 0,3 0,3 0,1 0,1\n0 0.5 0.5\n0 0.2 0.2 0.1 0.1 0.81\n',
  );
  writeFileSync(join(root, 'labels', 'c.txt'), '');
  writeFileSync(join(root, 'labels', 'nowhere.txt'), '0 0.5 0.5 0.2 0.1\n');
  return root;
}

it('YOLO labels are planned, reported by file and line, and stored as one; a confidence makes a proposal', async () => {
  const path = yoloFolder();
  const { format, plan, report } = await planBoxImport(catalogue, path);
  expect(format).toBe('yolo');
  expect(report).toMatchObject({ taken: 2, mended: 1, refused: 2 });
  expect(report.notes.map(({ file, line }) => `${file}:${line}`)).toEqual(
    expect.arrayContaining(['labels/a.txt:2', 'labels/a.txt:3', 'labels/nowhere.txt:1']),
  );
  expect(stateOf(catalogue, 1).boxes).toEqual([]);
  storeBoxImport(catalogue, plan, null, 9);
  expect(
    stateOf(catalogue, 1).boxes.map(({ className, state, confidence, source }) => [
      className,
      state,
      confidence,
      source,
    ]),
  ).toEqual([
    ['dorsal fin', 'accepted', null, 'import'],
    ['blow', 'accepted', null, 'import'],
    ['dorsal fin', 'proposed', 0.81, 'import'],
  ]);
  expect([1, 2, 3].map((id) => stateOf(catalogue, id).checked)).toEqual([false, false, true]);
  // Again adds nothing.
  const again = await planBoxImport(catalogue, path);
  expect(again.plan.boxes).toEqual([]);
  expect(again.report.alreadyThere).toBe(3);
});

it('COCO boxes of pictures that are not there are refused by name, the others taken', async () => {
  const path = join(folder, 'boxes.json');
  writeFileSync(
    path,
    JSON.stringify({
      images: [
        { id: 1, file_name: 'a.jpg', width: 6000, height: 4000 },
        { id: 2, file_name: 'gone.jpg', width: 6000, height: 4000 },
      ],
      categories: [{ id: 1, name: 'dorsal fin' }],
      annotations: [
        { id: 1, image_id: 1, category_id: 1, bbox: [600, 400, 600, 400] },
        { id: 2, image_id: 2, category_id: 1, bbox: [600, 400, 600, 400] },
      ],
    }),
  );
  const { plan, report } = await planBoxImport(catalogue, path);
  expect(plan.boxes).toHaveLength(1);
  expect(report.notes[0]?.reason).toContain('gone.jpg');
});

it('what holds no boxes is named, with what was looked for', async () => {
  await expect(planBoxImport(catalogue, join(folder, 'nothing.csv'))).rejects.toThrow(
    'nothing.csv is not there',
  );
  await expect(planBoxImport(catalogue, folder)).rejects.toThrow('a folder of labels (YOLO)');
  writeFileSync(join(folder, 'bad.json'), '{"images": 3');
  await expect(planBoxImport(catalogue, join(folder, 'bad.json'))).rejects.toThrow(
    'bad.json cannot be read as boxes: bad.json is not JSON',
  );
});

it('boxes whose classes have numbers alone wait until somebody says what those are', async () => {
  const labels = join(folder, 'labels');
  mkdirSync(labels);
  writeFileSync(join(labels, 'a.txt'), '0 0.5 0.5 0.2 0.1\n1 0.3 0.3 0.1 0.1\n');
  await expect(planBoxImport(catalogue, labels)).rejects.toMatchObject({
    message: expect.stringContaining('numbers its classes (0 and 1) and does not name them'),
    details: { unnamedClasses: ['0', '1'] },
  });
  const { plan } = await planBoxImport(catalogue, labels, undefined, {
    classes: { 0: 'fluke', '': 'dorsal fin' },
  });
  expect(plan.boxes.map(({ className }) => className)).toEqual(['fluke', 'dorsal fin']);
});
