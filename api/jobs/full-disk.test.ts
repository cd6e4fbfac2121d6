import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { countPhotos } from '#catalog/queries/photos.ts';
import { hasEnded } from '#terms/jobs/job-states.ts';
import { madeApp } from '../made-app.fixture.ts';
import { ended } from '../made-fins.fixture.ts';

/** More than fit into what is free of the pages that a database has. */
const PHOTOS = 150;

let made: Awaited<ReturnType<typeof madeApp>>;
beforeEach(async () => {
  made = await madeApp();
  await made.client.catalogue.create({ parent: made.folder, name: 'Full' });
});
afterEach(() => made.remove());

/** Lets the database take no more, as on a disk without room. */
function fill(): void {
  const { catalogue } = made.app.open;
  const pages = Number(catalogue.db.pragma('page_count', { simple: true }));
  catalogue.db.pragma(`max_page_count = ${pages}`);
  const note = 'x'.repeat(50);
  try {
    for (;;)
      catalogue.run(
        `INSERT INTO individuals (code, notes, created_at) VALUES (hex(randomblob(8)), ?, 0)`,
        note,
      );
  } catch (error) {
    expect(error).toMatchObject({ code: 'disk-full' });
  }
}

it(
  'a full disk ends the job and never the program, and all goes on when there is room',
  { timeout: 120_000 },
  async () => {
    const { client, app, folder } = made;
    const photos = join(folder, 'photos');
    await mkdir(photos);
    for (let number = 0; number < PHOTOS; number += 1)
      await sharp({
        // Of its own width, since neighbouring tones would make the same file.
        create: { width: 24 + number, height: 16, channels: 3, background: '#508078' },
      })
        .jpeg()
        .toFile(join(photos, `${number}.jpg`));
    const { id } = app.open.queue.start('import-photos', { paths: [photos] });
    fill();
    await expect
      .poll(async () => hasEnded(await client.jobs.get({ jobId: id })), { timeout: 60_000 })
      .toBe(true);
    expect(await client.jobs.get({ jobId: id })).toMatchObject({
      state: 'failed',
      error: {
        code: 'disk-full',
        message: expect.stringContaining('Full.resight is full') as string,
      },
    });
    app.open.catalogue.db.pragma('max_page_count = 4294967294');
    const again = await ended(made, (await retried(id)).id);
    expect(again).toMatchObject({ state: 'done' });
    expect(countPhotos(app.open.catalogue, {})).toBe(PHOTOS);
  },
);

/** As soon as there is room. */
async function retried(jobId: number) {
  await expect
    .poll(() => made.app.open.catalogue.value('SELECT state FROM jobs WHERE id = ?', jobId), {
      timeout: 10_000,
    })
    .toBe('failed');
  return made.client.jobs.retry({ jobId });
}
