import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { madeApp } from './made-app.fixture.ts';
import { openDemo } from './open-demo.ts';

type MadeApp = Awaited<ReturnType<typeof madeApp>>;
let made: MadeApp;
beforeEach(async () => {
  made = await madeApp();
});
afterEach(() => made.remove());

const small = { individuals: 3, photos: 24, seed: 5, width: 300, boxed: 0.5 };
const open = async (options = small) => {
  const opened = await openDemo(made.app, made.folder, options);
  await made.app.open.queue.idle();
  return opened;
};
const kinds = () =>
  made.app.open.queue
    .list(50)
    .toReversed()
    .map(({ kind, state }) => `${kind} ${state}`);

describe('a demo with the first part boxed and named', () => {
  it('leaves the later encounters to be found and matched, and changes nothing when opened again', async () => {
    await open();
    expect(kinds()).toEqual(['demo done', 'import-photos done', 'demo-labels done']);
    const before = await made.client.catalogue.overview();
    expect(before.photos).toBe(24);
    expect(before.boxes).toBeGreaterThan(3);
    expect(before.identifiedBoxes).toBe(before.boxes);
    expect(before.uncheckedPhotos).toBeGreaterThan(0);
    expect(before.uncheckedPhotos).toBeLessThan(24);
    expect(before.individuals).toBeGreaterThan(0);

    expect((await open()).jobId).toBeNull();
    expect(await made.client.catalogue.overview()).toEqual(before);
  }, 60_000);

  it('goes on with the step that was broken off, and does no photo twice', async () => {
    await open();
    const before = await made.client.catalogue.overview();
    // As if the program had ended while it named fins: the step is to be done again.
    const { catalogue } = made.app.open;
    catalogue.run(`UPDATE jobs SET state = 'failed' WHERE kind = 'demo-labels'`);
    expect((await open()).jobId).not.toBeNull();
    expect(kinds().at(-1)).toBe('demo-labels done');
    expect(await made.client.catalogue.overview()).toMatchObject({
      boxes: before.boxes,
      decisions: before.decisions,
      identifiedBoxes: before.identifiedBoxes,
    });
  }, 60_000);

  it('leaves a photo alone that a person worked on', async () => {
    await open({ ...small, boxed: 0 });
    const { rows } = await made.client.photos.list({});
    const [first] = rows;
    await made.client.boxes.edit({
      photoId: first.id,
      action: 'Draw a box',
      changes: [{ kind: 'create', fields: { classId: 2, x: 0.1, y: 0.1, w: 0.2, h: 0.2 } }],
    });
    await open({ ...small, boxed: 1 });
    const { boxes } = await made.client.boxes.ofPhoto({ photoId: first.id });
    expect(boxes.map(({ className }) => className)).toEqual(['body']);
    const job = made.app.open.queue.list(1)[0];
    expect(job.summary).toContain('1 that were worked on before stay as they are');
  }, 60_000);

  it('writes a truth anew that is gone, and says what to do about one that is damaged', async () => {
    await open({ ...small, boxed: 0 });
    const truth = join(made.folder, 'Demo photos', 'truth.json');
    await writeFile(truth, 'not a truth');
    await open();
    const [job] = made.app.open.queue.list(1);
    expect(job.state).toBe('failed');
    expect(job.error?.message).toMatch(/truth\.json cannot be read .* remove it/);
    await rm(truth);
    await open();
    expect(kinds().slice(-3)).toEqual(['demo done', 'import-photos done', 'demo-labels done']);
  }, 60_000);
});
