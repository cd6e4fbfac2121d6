import { copyFile, mkdir, readdir, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { hasEnded } from '#terms/jobs/job-states.ts';
import type { Job } from '#terms/jobs/job.ts';
import { madeApp } from './made-app.fixture.ts';
import { pictureOf } from './pictures/picture-path.ts';

let made: Awaited<ReturnType<typeof madeApp>>;
let field: string;
/** P1.jpg, and its box. */
let first: number;
const firstBox = 1;
const colours = { 'P1.jpg': 'red', 'P2.jpg': 'lime' } as const;

beforeAll(async () => {
  made = await madeApp();
  field = join(made.folder, 'field');
  await mkdir(field);
  await mkdir(join(made.folder, 'other'));
  await mkdir(join(made.folder, 'own'));
  for (const [name, colour] of Object.entries(colours)) {
    await picture(join(made.folder, 'own', name), 'navy', 300);
    await picture(join(made.folder, 'other', name), colour, 100);
    await copyFile(join(made.folder, 'own', name), join(field, name));
  }
  await picture(join(field, 'P3.jpg'), 'teal', 300);
  await made.client.catalogue.create({ parent: made.folder, name: 'Moray' });
  await importField();
  const { rows } = await made.client.photos.list({ sort: { by: 'name' } });
  first = rows[0].id;
  for (const { id: photoId } of rows)
    await made.client.boxes.edit({
      photoId,
      action: 'Draw box',
      changes: [{ kind: 'create', fields: { classId: 1, x: 0.2, y: 0.2, w: 0.4, h: 0.4 } }],
    });
});
afterAll(() => made.remove());

/** A picture whose corner makes it one of its own; its file is newer than any before. */
async function picture(path: string, background: string, width: number): Promise<void> {
  await sharp({ create: { width, height: 100, channels: 3, background } })
    .composite([
      {
        input: Buffer.from(
          `<svg width="99" height="9"><text y="9" font-size="9">${path.slice(-6)}</text></svg>`,
        ),
      },
    ])
    .jpeg()
    .toFile(path);
}

async function ended({ id }: Job): Promise<Job> {
  for (;;) {
    const now = await made.client.jobs.get({ jobId: id });
    if (hasEnded(now)) return now;
    await new Promise((resolve) => {
      setTimeout(resolve, 15);
    });
  }
}

const importField = async () =>
  ended(await made.client.jobs.start({ kind: 'import-photos', spec: { paths: [field] } }));

async function put(from: 'own' | 'other', later: number): Promise<void> {
  for (const name of Object.keys(colours)) {
    await copyFile(join(made.folder, from, name), join(field, name));
    const at = new Date(Date.now() + later);
    await utimes(join(field, name), at, at);
  }
}

it('photos whose files were overwritten are missing from when they are needed, and come back', async () => {
  const { client, app, folder } = made;
  await put('other', 5000);
  const exported = await ended(
    await client.exports.start({
      format: 'coco',
      options: { withPhotos: true },
      folder: join(folder, 'out'),
    }),
  );
  expect(exported).toMatchObject({
    state: 'done',
    result: {
      leftOut: [{ reason: 'the file of the photo is another picture now', count: 2 }],
    },
  });
  const out = await readdir(join(folder, 'out'), { recursive: true });
  expect(out.filter((name) => name.endsWith('.jpg')).map((name) => name.slice(-6))).toEqual([
    'P3.jpg',
  ]);
  expect((await client.photos.facets()).missing).toBe(2);
  expect(await client.photos.get({ photoId: first })).toMatchObject({
    missing: true,
    replaced: true,
  });
  for (const asked of [{ boxId: firstBox }, { photoId: first, variant: 'full' } as const])
    await expect(pictureOf(app, asked)).rejects.toThrow(
      `The file at ${join(field, 'P1.jpg')} is another picture now.`,
    );
  // What was kept of it at the import is still its own picture.
  const { body } = await pictureOf(app, { photoId: first, variant: 'view' });
  const view = 'bytes' in body && !('file' in body) ? body.bytes : Buffer.alloc(0);
  const { dominant } = await sharp(view).stats();
  expect(dominant.b).toBeGreaterThan(dominant.r);
  expect(await client.photos.relink({})).toMatchObject({ stillMissing: 2 });

  await put('own', 9000);
  expect(await client.photos.relink({})).toMatchObject({ found: 2, stillMissing: 0 });
  await pictureOf(app, { boxId: firstBox });
  expect((await client.photos.facets()).missing).toBe(0);
});

it('importing the folder with overwritten files says which photos lost their places, and keeps their boxes', async () => {
  const { client } = made;
  await put('other', 15_000);
  const { summary } = await importField();
  expect(summary).toContain('2 photos added, 1 already there.');
  expect(summary).toContain(
    '2 photos with boxes are missing now: another picture stands in their place.',
  );
  await put('own', 20_000);
  expect((await importField()).summary).toContain('2 found again');
  expect(await client.photos.get({ photoId: first })).toMatchObject({
    missing: false,
    boxes: 1,
    name: 'P1.jpg',
  });
});
