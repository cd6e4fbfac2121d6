import { copyFile, mkdir, readdir, rename, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hasEnded } from '#terms/jobs/job-states.ts';
import type { Job } from '#terms/jobs/job.ts';
import { madeApp } from './made-app.fixture.ts';

let made: Awaited<ReturnType<typeof madeApp>>;
let photos: string;
beforeEach(async () => {
  made = await madeApp();
  photos = join(made.folder, 'field photos');
  await mkdir(photos);
  await made.client.catalogue.create({ parent: made.folder, name: 'Moray' });
});
afterEach(() => made.remove());

/** A small picture of its own. */
async function picture(path: string, number: number, size = 64): Promise<void> {
  await mkdir(join(path, '..'), { recursive: true });
  await sharp({
    create: {
      width: size,
      height: size,
      channels: 3,
      background: { r: number % 256, g: (number >> 8) % 256, b: 128 },
    },
  })
    .jpeg({ quality: 100 })
    .withExif({
      IFD0: { ImageDescription: `${number}` },
      IFD2: { DateTimeOriginal: '2026:06:07 10:00:00' },
    })
    .toFile(path);
}

async function ended(job: Job): Promise<Job> {
  for (;;) {
    const now = await made.client.jobs.get({ jobId: job.id });
    if (hasEnded(now)) return now;
    await new Promise((resolve) => {
      setTimeout(resolve, 15);
    });
  }
}

const importFolder = async (path = photos) =>
  ended(await made.client.jobs.start({ kind: 'import-photos', spec: { paths: [path] } }));

const names = async () => {
  const { rows } = await made.client.photos.list({ sort: { by: 'name' } });
  return rows.map(({ name }) => name);
};

describe('importing a folder', () => {
  it('brings in its photos with their pictures for the screen, and twice adds nothing', async () => {
    for (let number = 0; number < 5; number += 1)
      await picture(join(photos, 'a', `${number}.jpg`), number);
    const job = await importFolder();
    expect(job).toMatchObject({
      state: 'done',
      title: 'Import photos from field photos',
      summary: '5 photos added.',
      done: 5,
      total: 5,
    });
    expect(await names()).toEqual(['0.jpg', '1.jpg', '2.jpg', '3.jpg', '4.jpg']);
    const kept = await readdir(join(made.folder, 'Moray.resight', 'thumbs'), { recursive: true });
    expect(kept.filter((name) => name.endsWith('.thumb.jpg'))).toHaveLength(5);
    expect(kept.filter((name) => name.endsWith('.view.jpg'))).toHaveLength(5);
    expect(await made.client.encounters.list()).toMatchObject([{ photos: 5 }]);
    expect(await importFolder()).toMatchObject({ summary: 'Nothing new, 5 already there.' });
  });

  it('reads paths with blanks, emoji and quotes', async () => {
    const odd = join(photos, `it's "a" 🐬 day`, 'fin #1 100%.jpg');
    await picture(odd, 1);
    await importFolder();
    const { rows } = await made.client.photos.list({});
    expect((await made.client.photos.get({ photoId: rows[0].id })).path).toBe(odd);
  });

  it('lists what it cannot read with the reason, and imports the rest', async () => {
    await picture(join(photos, 'good.jpg'), 1);
    await writeFile(join(photos, 'empty.jpg'), '');
    await writeFile(join(photos, 'text.jpg'), 'not a picture at all');
    const whole = await sharp({
      create: {
        width: 400,
        height: 400,
        channels: 3,
        background: 'red',
        noise: { type: 'gaussian', mean: 120, sigma: 40 },
      },
    })
      .jpeg()
      .toBuffer();
    await writeFile(join(photos, 'cut.jpg'), whole.subarray(0, whole.length / 2));
    await sharp({ create: { width: 9, height: 9, channels: 3, background: 'blue' } })
      .gif()
      .toFile(join(photos, 'moving.gif'));
    await copyFile(join(photos, 'moving.gif'), join(photos, 'gif.png'));
    await picture(join(photos, '.hidden', 'x.jpg'), 2);
    const job = await importFolder();
    expect(job).toMatchObject({
      state: 'done',
      summary:
        '1 photo added, 4 files could not be read. 1 file is of a kind that is not read (1 GIF).',
    });
    const unreadable = await made.client.photos.unreadable();
    expect(unreadable.map(({ path, reason }) => [path.split('/').at(-1), reason])).toEqual([
      ['cut.jpg', expect.stringContaining('cut off')],
      ['empty.jpg', 'The file is empty (0 bytes).'],
      ['gif.png', 'It is a GIF file; JPEG, PNG, TIFF and WebP are read.'],
      ['moving.gif', 'GIF is not read. Convert them to JPEG or PNG.'],
      ['text.jpg', 'It is not a JPEG, PNG, TIFF or WebP picture.'],
    ]);
    expect(await names()).toEqual(['good.jpg']);
  });

  it('goes by content: a PNG named .jpg is a PNG, TIFF and WebP are read', async () => {
    const make = () =>
      sharp({ create: { width: 30, height: 20, channels: 3, background: 'teal' } });
    await make().png().toFile(join(photos, 'really.png'));
    await rename(join(photos, 'really.png'), join(photos, 'png named.jpg'));
    await make().tiff().toFile(join(photos, 'a.tiff'));
    await make().webp().toFile(join(photos, 'a.webp'));
    await importFolder();
    const { rows } = await made.client.photos.list({ sort: { by: 'name' } });
    const formats = await Promise.all(
      rows.map(async ({ id }) => (await made.client.photos.get({ photoId: id })).format),
    );
    expect(formats).toEqual(['tiff', 'webp', 'png']);
  });

  it('keeps the upright size of a photo whose camera was turned, and survives damaged EXIF', async () => {
    await sharp({ create: { width: 60, height: 40, channels: 3, background: 'navy' } })
      .jpeg()
      .withMetadata({ orientation: 6 })
      .toFile(join(photos, 'turned.jpg'));
    const plain = await sharp({
      create: { width: 60, height: 40, channels: 3, background: 'gold' },
    })
      .jpeg()
      .withExif({ IFD0: { Make: 'x' } })
      .toBuffer();
    const at = plain.indexOf('Exif');
    plain.fill(0xff, at + 10, at + 40);
    await writeFile(join(photos, 'garbage.jpg'), plain);
    await importFolder();
    const { rows } = await made.client.photos.list({ sort: { by: 'name' } });
    expect(rows).toMatchObject([
      { name: 'garbage.jpg', takenMs: null },
      { name: 'turned.jpg', width: 40, height: 60 },
    ]);
  });

  it('takes a photo of 100 megapixels', async () => {
    await sharp({ create: { width: 12_000, height: 8400, channels: 3, background: 'grey' } })
      .jpeg({ quality: 30 })
      .toFile(join(photos, 'huge.jpg'));
    expect(await importFolder()).toMatchObject({ state: 'done' });
    expect((await made.client.photos.list({})).rows).toMatchObject([
      { width: 12_000, height: 8400 },
    ]);
  });

  it('ends with a link that leads back to its own folder, and keeps two equal photos once', async () => {
    await picture(join(photos, 'a', 'one.jpg'), 1);
    await copyFile(join(photos, 'a', 'one.jpg'), join(photos, 'a', 'two.jpg'));
    await symlink(photos, join(photos, 'a', 'loop'));
    expect(await importFolder()).toMatchObject({
      summary: '1 photo added, 1 duplicate kept once.',
    });
  });

  it('says which folder is not there', async () => {
    const job = await importFolder(join(photos, 'nowhere'));
    expect(job).toMatchObject({ state: 'failed', error: { code: 'folder-missing' } });
    expect(job.error?.message).toContain(join(photos, 'nowhere'));
  });

  it('that vanishes meanwhile keeps what was read, and a retry finishes when it is back', async () => {
    for (let number = 0; number < 400; number += 1)
      await picture(join(photos, `${number}.jpg`), number);
    const job = await made.client.jobs.start({ kind: 'import-photos', spec: { paths: [photos] } });
    await until(async () => (await made.client.photos.list({ limit: 1 })).total > 0);
    await rename(photos, `${photos} away`);
    const failed = await ended(job);
    expect(failed).toMatchObject({
      state: 'failed',
      retryable: true,
      error: { code: 'folder-missing' },
    });
    const { total } = await made.client.photos.list({ limit: 1 });
    expect(total).toBeGreaterThan(0);
    expect(total).toBeLessThan(400);
    await rename(`${photos} away`, photos);
    const again = await ended(await made.client.jobs.retry({ jobId: job.id }));
    expect(again).toMatchObject({ state: 'done', retryOf: job.id });
    expect((await made.client.photos.list({ limit: 1 })).total).toBe(400);
    expect(await made.client.photos.unreadable()).toEqual([]);
  });
});

describe('a worker that is killed in the middle of an import', () => {
  it('fails its job with the reason; the app stays up and a retry finishes without duplicates', async () => {
    for (let number = 0; number < 400; number += 1)
      await picture(join(photos, `${number}.jpg`), number);
    const job = await made.client.jobs.start({ kind: 'import-photos', spec: { paths: [photos] } });
    await until(async () => (await made.client.photos.list({ limit: 1 })).total > 0);
    const { workerPid } = made.app;
    if (workerPid === undefined) throw new Error('No worker runs.');
    process.kill(workerPid, 'SIGKILL');
    const failed = await ended(job);
    expect(failed).toMatchObject({ state: 'failed', error: { code: 'worker-died' } });
    expect(failed.error?.message).toContain('SIGKILL');
    const again = await ended(await made.client.jobs.retry({ jobId: job.id }));
    expect(again.state).toBe('done');
    expect(made.app.workerPid).not.toBe(workerPid);
    expect((await made.client.photos.list({ limit: 1 })).total).toBe(400);
    const { queue, catalogue } = made.app.open;
    await queue.idle();
    expect(catalogue.value('SELECT count(*) FROM photo_copies')).toBe(0);
    const kept = await readdir(join(made.folder, 'Moray.resight', 'thumbs'), { recursive: true });
    // A picture that was being written when the process died may be left under its temporary name.
    expect(kept.filter((name) => name.endsWith('.thumb.jpg'))).toHaveLength(400);
  });
});

describe('jobs', () => {
  it('can be cancelled while they run and while they wait, and the next one runs', async () => {
    for (let number = 0; number < 300; number += 1)
      await picture(join(photos, `${number}.jpg`), number);
    const running = await made.client.jobs.start({
      kind: 'import-photos',
      spec: { paths: [photos] },
    });
    const waiting = await made.client.jobs.start({
      kind: 'import-photos',
      spec: { paths: [photos] },
    });
    expect(await made.client.jobs.cancel({ jobId: waiting.id })).toMatchObject({
      state: 'cancelled',
    });
    await until(async () => (await made.client.jobs.get({ jobId: running.id })).done > 0);
    await made.client.jobs.cancel({ jobId: running.id });
    expect(await ended(running)).toMatchObject({ state: 'cancelled', retryable: true });
    await expect(made.client.jobs.cancel({ jobId: running.id })).rejects.toMatchObject({
      code: 'job-not-cancellable',
    });
    expect(await importFolder()).toMatchObject({ state: 'done' });
  });

  it('that ran when the program ended are failed, and those that waited go on', async () => {
    for (let number = 0; number < 200; number += 1)
      await picture(join(photos, `${number}.jpg`), number);
    const running = await made.client.jobs.start({
      kind: 'import-photos',
      spec: { paths: [photos] },
    });
    const waiting = await made.client.jobs.start({
      kind: 'import-photos',
      spec: { paths: [photos] },
    });
    await until(
      async () => (await made.client.jobs.get({ jobId: running.id })).state === 'running',
    );
    await made.client.catalogue.close();
    await made.client.catalogue.open({ folder: join(made.folder, 'Moray.resight') });
    expect(await made.client.jobs.get({ jobId: running.id })).toMatchObject({
      state: 'failed',
      error: { code: 'worker-died' },
    });
    expect(await ended(waiting)).toMatchObject({ state: 'done' });
    expect((await made.client.photos.list({ limit: 1 })).total).toBe(200);
  });
});

it('photos of a folder that was moved are found again', async () => {
  await picture(join(photos, 'a.jpg'), 1);
  await picture(join(photos, 'b.jpg'), 2);
  await importFolder();
  const moved = join(made.folder, 'archive');
  await rename(photos, moved);
  expect(await made.client.photos.relink({})).toEqual({
    found: 0,
    stillMissing: 2,
    unreadable: [],
  });
  expect((await made.client.photos.facets()).missing).toBe(2);
  expect(await made.client.photos.relink({ folder: moved })).toEqual({
    found: 2,
    stillMissing: 0,
    unreadable: [],
  });
  expect((await made.client.photos.facets()).missing).toBe(0);
});

it('a changed file is read again, an unchanged one is passed over', async () => {
  await picture(join(photos, 'a.jpg'), 1);
  await picture(join(photos, 'b.jpg'), 2);
  await importFolder();
  await picture(join(photos, 'b.jpg'), 3);
  await utimes(join(photos, 'b.jpg'), new Date(), new Date(Date.now() + 5000));
  expect(await importFolder()).toMatchObject({ summary: '1 photo added, 1 already there.' });
  expect((await made.client.photos.facets()).missing).toBe(1);
});

async function until(test: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 2000; tries += 1) {
    if (await test()) return;
    await new Promise((resolve) => {
      setTimeout(resolve, 5);
    });
  }
  throw new Error('It never came to pass.');
}
