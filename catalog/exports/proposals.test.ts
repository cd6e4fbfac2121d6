import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { usualOptions } from '#terms/exports/options.ts';
import { insertBox } from '../boxes/insert-box.ts';
import { madeCatalogue, madeFile, storePhotos } from '../made-catalogue.fixture.ts';
import { storeDetections } from '../boxes/store-detections.ts';
import { insertModel } from '../versions/add-version.ts';
import { exportSource } from './export-source.ts';
import { writeExport } from './write-export.ts';

let folder: string;
let made: ReturnType<typeof madeCatalogue>;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'resight-proposals-'));
  made = madeCatalogue();
});
afterEach(async () => {
  made.remove();
  await rm(folder, { recursive: true });
});

it('predictions go out as YOLO lines with the confidence as sixth column, where they are asked for', async () => {
  const { catalogue } = made;
  storePhotos(catalogue, [madeFile('a.jpg'), madeFile('b.jpg')]);
  const place = { x: 0.1, y: 0.2, w: 0.2, h: 0.4 };
  insertBox(catalogue, { photoId: 1, classId: 1, ...place, source: 'human', state: 'accepted' }, 1);
  const model = { kind: 'detector', architecture: 'yolov5n', origin: 'trained' } as const;
  const { id } = insertModel(catalogue, { ...model, state: 'ready' }, 1);
  const seen = { className: 'dorsal fin', x: 0.5, y: 0.2, w: 0.2, h: 0.4, confidence: 0.875 };
  storeDetections(catalogue, id, [{ photoId: 1, boxes: [seen] }], 2);
  storeDetections(catalogue, id, [{ photoId: 2, boxes: [{ ...seen, className: 'body' }] }], 2);
  const write = async (withProposals: boolean) => {
    const { path } = await writeExport(
      exportSource(catalogue.db, catalogue.folder),
      'yolo',
      { ...usualOptions, validationShare: 0, withProposals },
      { folder, name: null, ifThere: 'number' },
    );
    const labels = join(path, 'labels', 'train');
    const texts: Record<string, string> = {};
    for (const name of await readdir(labels))
      texts[name] = await readFile(join(labels, name), 'utf8');
    return texts;
  };
  expect(await write(false)).toEqual({ 'a.txt': '0 0.2 0.4 0.2 0.4\n' });
  expect(await write(true)).toEqual({
    'a.txt': '0 0.2 0.4 0.2 0.4\n0 0.6 0.4 0.2 0.4 0.875\n',
    'b.txt': '1 0.6 0.4 0.2 0.4 0.875\n',
  });
});
