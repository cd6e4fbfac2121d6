import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { walkPictures } from './walk.ts';

let top: string;
beforeAll(async () => {
  top = await mkdtemp(join(tmpdir(), 'resight-walk-'));
  for (const path of [
    'a.JPG',
    'b.jfif',
    'c.NEF',
    'd.HEIC',
    'e.mp4',
    'notes.txt',
    '.hidden/f.jpg',
    'day/g.tif',
    'day/@eaDir/g.tif/SYNOPHOTO_THUMB_XL.jpg',
    '#recycle/old.jpg',
    '$RECYCLE.BIN/S-1-5/$R1.jpg',
    'System Volume Information/x.jpg',
    '.Trash-1000/files/i.jpg',
    '.Trash-1000/files/j.CR2',
    '__MACOSX/._a.JPG',
    'lost+found/k.png',
    'Other.resight/thumbs/l.jpg',
  ]) {
    await mkdir(join(top, path, '..'), { recursive: true });
    await writeFile(join(top, path), 'x');
  }
});
afterAll(() => rm(top, { recursive: true, force: true }));

it('a walk gives what is read, and tells what is a picture of another kind, none, or a disk’s own', async () => {
  const unread: string[] = [];
  const others: string[] = [];
  const own: [string, number][] = [];
  const found: string[] = [];
  const listener = {
    problem: (path: string, reason: string) => expect.fail(`${path}: ${reason}`),
    unread: (path: string) => unread.push(path),
    other: (name: string) => others.push(name),
    ownFolder: (path: string, pictures: number) => own.push([path, pictures]),
  };
  for await (const { relPath } of walkPictures(top, listener)) found.push(relPath);
  expect(found).toEqual(['a.JPG', 'b.jfif', 'c.NEF', 'day/g.tif']);
  expect(unread).toEqual(['d.HEIC']);
  expect(others).toEqual(['e.mp4', 'notes.txt']);
  expect(Object.fromEntries(own)).toEqual({
    '#recycle': 1,
    '$RECYCLE.BIN': 1,
    '.Trash-1000': 2,
    'System Volume Information': 1,
    __MACOSX: 1,
    'day/@eaDir': 1,
    'lost+found': 1,
  });
});
