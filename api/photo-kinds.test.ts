import { copyFile, mkdir, readFile, rename, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { madeExif, madeTiff, withSegments } from '#catalog/pictures/made-tiff.fixture.ts';
import { madeRaws } from '#catalog/pictures/raw/made-raw.fixture.ts';
import { hasEnded } from '#terms/jobs/job-states.ts';
import { resultOf } from '#terms/jobs/index.ts';
import type { Job } from '#terms/jobs/job.ts';
import { madeApp } from './made-app.fixture.ts';
import { pictureOf } from './pictures/picture-path.ts';

let made: Awaited<ReturnType<typeof madeApp>>;
let field: string;
let large: Buffer;
let small: Buffer;

const jpeg = (width: number, background: string) =>
  sharp({ create: { width, height: Math.round((width * 2) / 3), channels: 3, background } })
    .jpeg()
    .toBuffer();

beforeAll(async () => {
  made = await madeApp();
  field = join(made.folder, 'field');
  await mkdir(field);
  [large, small] = [await jpeg(1800, 'teal'), await jpeg(300, 'tan')];
  await made.client.catalogue.create({ parent: made.folder, name: 'Moray' });
});
afterAll(() => made.remove());

async function importPath(path: string): Promise<Job> {
  const { id } = await made.client.jobs.start({ kind: 'import-photos', spec: { paths: [path] } });
  for (;;) {
    const now = await made.client.jobs.get({ jobId: id });
    if (hasEnded(now)) return now;
    await new Promise((resolve) => {
      setTimeout(resolve, 15);
    });
  }
}

const rows = async () => {
  const { rows: list } = await made.client.photos.list({ sort: { by: 'name' } });
  return list;
};

it('a folder of every kind: what is read is taken, a RAW file beside its JPEG is one photo, the rest is named', async () => {
  const files = {
    'DSC_0001.NEF': madeRaws.NEF(large, small, 1),
    'DSC_0001.JPG': await jpeg(900, 'navy'),
    'DSC_0002.CR2': madeRaws.CR2(large, small, 6),
    'DSC_0003.ARW': madeRaws.ARW(small, small, 1),
    'IMG_0005.HEIC': Buffer.from('x'),
    'old.jfif': await jpeg(300, 'plum'),
    'notes.txt': Buffer.from('x'),
    'developed.tif': madeTiff([
      {
        0x100: { long: [2] },
        0x101: { long: [2] },
        0x102: { short: [8, 8, 8] },
        0x103: { short: [1] },
        0x106: { short: [2] },
        0x10f: 'Canon',
        0x110: 'Canon EOS 7D',
        0x111: { piece: Buffer.from('abcdefghijkl') },
        0x115: { short: [3] },
        0x116: { long: [2] },
        0x117: { long: [12] },
        0x13b: 'A Person',
        0x8769: { directories: [{ 0x9003: '2016:06:07 10:22:33' }] },
      },
    ]),
  };
  for (const [name, bytes] of Object.entries(files)) await writeFile(join(field, name), bytes);
  await mkdir(join(field, '@eaDir'));
  await copyFile(join(field, 'old.jfif'), join(field, '@eaDir', 'thumb.jpg'));
  const job = await importPath(field);
  expect(job.summary).toBe(
    '4 photos added, 1 RAW file beside its JPEG. 2 photos have no date. ' +
      '2 files are of a kind that is not read (1 ARW, 1 HEIC). ' +
      '1 picture in folders of thumbnails and bins left out (1 in @eaDir). ' +
      '1 file that is no picture left out (1 TXT).',
  );
  expect(resultOf(job, 'import-photos')?.unreadable.map(({ reason }) => reason)).toEqual([
    expect.stringMatching(/^The largest JPEG in this ARW file has 300 × 200 pixels/),
    expect.stringMatching(/^HEIC is not read\. Convert them to JPEG/),
  ]);
  const photos = await rows();
  expect(photos.map(({ name, width, height }) => [name, width, height])).toEqual([
    ['DSC_0001.JPG', 900, 600],
    ['DSC_0002.CR2', 1200, 1800],
    ['developed.tif', 2, 2],
    ['old.jfif', 300, 200],
  ]);
  const [pair, raw, tiff] = await Promise.all(
    photos.map(({ id }) => made.client.photos.get({ photoId: id })),
  );
  expect(pair.copies).toEqual([join(field, 'DSC_0001.NEF')]);
  expect(raw).toMatchObject({ photographer: 'Ann', latitude: 57.5, takenSource: 'exif' });
  expect(tiff).toMatchObject({
    takenMs: Date.UTC(2016, 5, 7, 10, 22, 33),
    camera: 'Canon EOS 7D',
    photographer: 'A Person',
  });
  // What a screen is given is the JPEG, upright; the RAW file is as it was.
  const { type, body } = await pictureOf(made.app, { photoId: raw.id, variant: 'full' });
  const shown = 'bytes' in body && !('file' in body) ? body.bytes : Buffer.alloc(0);
  const { info } = await sharp(shown).autoOrient().toBuffer({ resolveWithObject: true });
  expect([type, info.width, info.height]).toEqual(['image/jpeg', 1200, 1800]);
  expect((await readFile(join(field, 'DSC_0002.CR2'))).equals(files['DSC_0002.CR2'])).toBe(true);
  expect((await importPath(field)).summary).toMatch(/^Nothing new, 5 already there\. 2 files are/);
});

it('a RAW file named alone is refused the same way', async () => {
  const job = await importPath(join(field, 'DSC_0003.ARW'));
  expect(job.summary).toBe('0 photos added. 1 file is of a kind that is not read (1 ARW).');
});

it('a catalogue’s own folder is refused in words', async () => {
  for (const part of ['Moray.resight', 'Moray.resight/thumbs'])
    expect(await importPath(join(made.folder, part))).toMatchObject({
      state: 'failed',
      error: {
        code: 'bad-input',
        message: expect.stringContaining('is a catalogue, not a folder'),
      },
    });
});

it('files that were given a place are the same photos, also of a catalogue of before, and wherever they were moved', async () => {
  const [first] = await rows();
  const path = join(field, first.name);
  const tag = async (latitude: number, comment: string) => {
    const exif = madeExif({
      0x8825: {
        directories: [
          {
            1: 'N',
            2: {
              rational: [
                [latitude, 1],
                [0, 1],
                [0, 1],
              ],
            },
            3: 'W',
            4: {
              rational: [
                [4, 1],
                [0, 1],
                [0, 1],
              ],
            },
          },
        ],
      },
    });
    await writeFile(
      path,
      withSegments(await jpeg(900, 'navy'), [
        { marker: 0xe1, bytes: exif },
        { marker: 0xfe, bytes: Buffer.from(comment) },
      ]),
    );
    await utimes(path, new Date(), new Date(Date.now() + latitude * 1000));
  };
  await tag(50, 'one');
  expect((await importPath(field)).summary).toContain(
    '1 photo with new facts and the same picture',
  );
  expect(await made.client.photos.get({ photoId: first.id })).toMatchObject({
    latitude: 50,
    missing: false,
  });

  made.app.open.catalogue.run('UPDATE photos SET picture_hash = NULL WHERE id = ?', first.id);
  await tag(51, 'two');
  expect((await importPath(field)).summary).toContain(
    '1 photo with new facts and the same picture',
  );
  expect(await made.client.photos.get({ photoId: first.id })).toMatchObject({ latitude: 51 });

  await tag(52, 'three');
  await mkdir(join(made.folder, 'moved'));
  await rename(path, join(made.folder, 'moved', first.name));
  expect(await made.client.photos.relink({ folder: join(made.folder, 'moved') })).toMatchObject({
    found: 1,
  });
  expect(await made.client.photos.get({ photoId: first.id })).toMatchObject({
    path: join(made.folder, 'moved', first.name),
    missing: false,
  });
});
