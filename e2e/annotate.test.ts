import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { readMoment } from '#catalog/moment.ts';
import { expect, photo, screenshots, test, type ServedApp } from './app.ts';
import { chooseFolder, freePort, importFolder, newCatalogue } from './catalogue.ts';
import { iAm } from './identify-steps.ts';
import { look } from './look.ts';

/** A catalogue of that many photos, each a minute and a half after the one before. */
async function withPhotos(
  page: Page,
  app: ServedApp,
  photos: number,
  ...args: string[]
): Promise<void> {
  const day = join(app.folder, 'day');
  await mkdir(day);
  for (let number = 0; number < photos; number += 1)
    await photo(join(day, `IMG_${1000 + number}.jpg`), number);
  await page.goto(await app.start(...args));
  await newCatalogue(page, 'Boxes');
  await iAm(page, 'Ann Lee');
  await page.keyboard.press('Control+2');
  await importFolder(page, day);
  await expect(page.getByText(`${photos} of ${photos} photos`)).toBeVisible();
}

/** What the database holds, read beside the running app. */
function stored<Row>(app: ServedApp, sql: string): Row[] {
  return readMoment(join(app.folder, 'Boxes.resight', 'catalog.sqlite'), (moment) =>
    moment.all<Row>(sql),
  );
}

const nameShown = (page: Page) => page.locator('.annotate-name');
const stage = (page: Page) => page.locator('.annotate-stage');

/** Opens Annotate at the first photo, which is there to be drawn on. */
async function annotate(page: Page): Promise<void> {
  await page.keyboard.press('Control+3');
  await expect(nameShown(page)).toHaveText('IMG_1000.jpg');
  await expect(stage(page)).toHaveAttribute('data-picture', 'shown');
}

/** Where a place of the photo, in fractions, is on the screen while the whole photo is shown. */
async function at(page: Page, x: number, y: number): Promise<{ x: number; y: number }> {
  const box = await stage(page).boundingBox();
  if (box === null) throw new Error('There is no stage.');
  // Small photos are enlarged, three times at most.
  const scale = Math.min(3, box.width / 480, box.height / 320);
  return {
    x: box.x + (box.width - 480 * scale) / 2 + x * 480 * scale,
    y: box.y + (box.height - 320 * scale) / 2 + y * 320 * scale,
  };
}

async function drag(page: Page, from: [number, number], to: [number, number]): Promise<void> {
  const begin = await at(page, ...from);
  const end = await at(page, ...to);
  await page.mouse.move(begin.x, begin.y);
  await page.mouse.down();
  await page.mouse.move((begin.x + end.x) / 2, (begin.y + end.y) / 2);
  await page.mouse.move(end.x, end.y);
  await page.mouse.up();
}

test('a person boxes twenty fins on twenty photos with drags and one key a photo', async ({
  page,
  app,
}) => {
  await withPhotos(page, app, 20);
  await annotate(page);
  for (let number = 0; number < 20; number += 1) {
    await expect(nameShown(page)).toHaveText(`IMG_${1000 + number}.jpg`);
    // Where the fin is drawn (see `photo`).
    const left = (80 + ((number * 37) % 200) - 4) / 480;
    await drag(page, [left, 0.38], [left + 136 / 480, 0.65]);
    await expect(page.getByRole('option', { name: /dorsal fin/ })).toHaveCount(1);
    if (number === 3) await page.keyboard.press('l');
    await page.keyboard.press('Space');
  }
  await expect(page.getByText('Every photo of this list is checked.')).toBeVisible();
  await expect(page.getByText(/20 boxes in 20 photos, 0 without animals/)).toBeVisible();
  expect(
    stored<{ boxes: number; photos: number; lefts: number; checked: number }>(
      app,
      `SELECT count(*) AS boxes, count(DISTINCT photo_id) AS photos,
         sum(side = 'left') AS lefts,
         (SELECT count(*) FROM photos WHERE checked_at IS NOT NULL) AS checked
       FROM boxes WHERE state = 'accepted' AND source = 'human'`,
    ),
  ).toEqual([{ boxes: 20, photos: 20, lefts: 17, checked: 20 }]);
});

test('boxes are drawn, graded, moved, copied and taken back across photos and a reload', async ({
  page,
  app,
}) => {
  await withPhotos(page, app, 4);
  await annotate(page);
  await drag(page, [0.2, 0.3], [0.45, 0.7]);
  const boxes = page.getByRole('listbox', { name: 'Boxes of this photo' }).getByRole('option');
  await expect(boxes).toHaveCount(1);
  for (const key of ['l', 'a', 'a', 'f', 'f', 'f', 'd']) await page.keyboard.press(key);
  await expect(boxes.first()).toHaveAccessibleName(
    'dorsal fin, left, accepted, angle 2, focus 3, distinctive 1',
  );
  // Two clicks draw as well; a slip of the hand is not kept; over the edge is cut.
  await page.keyboard.press('Escape');
  await page.keyboard.press('2');
  for (const place of [0.6, 0.8]) {
    const { x, y } = await at(page, place, place - 0.2);
    await page.mouse.click(x, y);
  }
  await expect(boxes).toHaveCount(2);
  await expect(boxes.nth(1)).toHaveAccessibleName(/^body, left, accepted/);
  await page.keyboard.press('Escape');
  await drag(page, [0.05, 0.05], [0.06, 0.055]);
  await drag(page, [0.9, 0.8], [1.05, 1.1]);
  await expect(boxes).toHaveCount(3);
  await look(page, 'annotate boxes');

  // Onward, and the boxes of the photo before come along.
  await page.keyboard.press('ArrowRight');
  await expect(nameShown(page)).toHaveText('IMG_1001.jpg');
  await expect(boxes).toHaveCount(0);
  await page.keyboard.press('c');
  await expect(boxes).toHaveCount(3);
  await page.keyboard.press('Escape');
  await page.keyboard.press('.');
  await page.keyboard.press('Delete');
  await expect(boxes).toHaveCount(2);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('n');
  await expect(nameShown(page)).toHaveText('IMG_1003.jpg');

  // Taken back, photo by photo, also after the page was loaded anew.
  await page.reload();
  await expect(page.getByRole('button', { name: 'Overview' })).toBeVisible();
  await expect(stage(page)).toBeVisible();
  await page.keyboard.press('z');
  await expect(page.getByText('Undone: No animals here')).toBeVisible();
  await page.keyboard.press('z');
  await expect(nameShown(page)).toHaveText('IMG_1001.jpg');
  await expect(boxes).toHaveCount(3);
  await page.keyboard.press('Shift+Z');
  await expect(boxes).toHaveCount(2);
  const edge = stored<{ x: number; w: number; y: number; h: number }>(
    app,
    `SELECT b.x, b.y, b.w, b.h FROM boxes b JOIN photos p ON p.id = b.photo_id
     WHERE p.name = 'IMG_1000.jpg' AND b.deleted_at IS NULL ORDER BY b.id DESC LIMIT 1`,
  )[0];
  expect((edge?.x ?? 0) + (edge?.w ?? 0)).toBeCloseTo(1, 5);
  expect((edge?.y ?? 0) + (edge?.h ?? 0)).toBeCloseTo(1, 5);
  await page.keyboard.press('Shift+?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toContainText(
    'No animals here',
  );
});

test('two windows on one photo: the later one is told, and nothing is overwritten', async ({
  page,
  app,
  context,
}) => {
  await withPhotos(page, app, 1);
  await annotate(page);
  await drag(page, [0.2, 0.3], [0.45, 0.7]);
  const other = await context.newPage();
  await other.goto(await app.addressOf(page.url()));
  const boxes = (where: Page) =>
    where.getByRole('listbox', { name: 'Boxes of this photo' }).getByRole('option');
  await expect(boxes(other)).toHaveCount(1);
  // What one does, the other sees.
  await page.keyboard.press('e');
  await expect(boxes(other).first()).toHaveAccessibleName(/exposure 1/);
  // Both at once: the second is told.
  await boxes(other).first().click();
  await Promise.all([page.keyboard.press('v'), other.keyboard.press('Delete')]);
  await expect
    .poll(async () => [await boxes(page).count(), await boxes(other).count()].join())
    .toMatch(/^(?:0,0|1,1)$/);
});

test("another tool's boxes are tried, reported row by row and stored; detections are reviewed", async ({
  page,
  app,
}) => {
  await withPhotos(page, app, 3);
  const labels = join(app.folder, 'yolo', 'labels');
  await mkdir(labels, { recursive: true });
  const { writeFile } = await import('node:fs/promises');
  await writeFile(join(labels, 'IMG_1000.txt'), '0 0.3 0.5 0.25 0.3 0.51\n0 0.7 0.5 0.1\n');
  await writeFile(join(labels, 'IMG_1001.txt'), '0 0.4 0.5 0.25 0.3 0.93\n');
  await writeFile(join(labels, 'IMG_1002.txt'), '0 0.5 0.5 0.25 0.3 0.72\n');
  await page.keyboard.press('Control+3');
  await page.getByRole('button', { name: 'Import boxes' }).click();
  await page.getByRole('button', { name: 'Choose a folder…' }).click();
  await chooseFolder(page, join(app.folder, 'yolo'));
  // Nothing names class 0, so the person is asked.
  await page.getByRole('textbox', { name: 'Class 0 is' }).fill('dorsal fin');
  await look(page, 'annotate import classes');
  await page.getByRole('button', { name: 'Read with these names' }).click();
  await expect(page.getByText(/3 boxes would be stored, 3 of them to be checked/)).toBeVisible();
  await expect(page.getByText('labels/IMG_1000.txt:2')).toBeVisible();
  await look(page, 'annotate import');
  await page.getByRole('button', { name: 'Store 3 boxes' }).click();
  await expect(page.getByText('3 boxes stored.')).toBeVisible();

  // The doubtful one first; accept, then reject by key.
  await page.keyboard.press('r');
  await expect(page.getByText('Detection 1 of 3')).toBeVisible();
  await expect(nameShown(page)).toHaveText('IMG_1000.jpg');
  await look(page, 'annotate review');
  await page.keyboard.press('Enter');
  await expect(nameShown(page)).toHaveText('IMG_1002.jpg');
  await page.keyboard.press('Delete');
  await expect(nameShown(page)).toHaveText('IMG_1001.jpg');
  await page.getByRole('button', { name: /^Accept 1 from 0 %/ }).click();
  await expect(page.getByText(/1 detection on 1 photo with a confidence/)).toBeVisible();
  await page.getByRole('button', { name: 'Accept 1', exact: true }).click();
  await expect(page.getByText(/2 boxes in 2 photos/)).toBeVisible();
  expect(
    stored<{ state: string }>(app, 'SELECT state FROM boxes ORDER BY id').map(({ state }) => state),
  ).toEqual(['accepted', 'accepted', 'rejected']);
});

test('what could not be saved is said, kept on the screen, and stored when Resight is there again', async ({
  page,
  app,
}) => {
  const port = await freePort();
  await withPhotos(page, app, 1, '--port', port);
  await annotate(page);
  await drag(page, [0.2, 0.3], [0.45, 0.7]);
  const boxes = page.getByRole('listbox', { name: 'Boxes of this photo' }).getByRole('option');
  await expect(boxes).toHaveCount(1);
  await expect.poll(() => stored(app, 'SELECT id FROM boxes').length).toBe(1);
  await app.kill();
  await expect(page.locator('.banner')).toContainText('Connection to Resight lost');
  await page.keyboard.press('Escape');
  await drag(page, [0.6, 0.3], [0.8, 0.7]);
  await expect(boxes).toHaveCount(2);
  await page.screenshot({ path: join(screenshots, 'annotate not saved.png') });
  const url = await app.start('--port', port, '--catalogue', join(app.folder, 'Boxes.resight'));
  // A fresh address in another tab lets the first one in again.
  const other = await page.context().newPage();
  await other.goto(url);
  await expect.poll(() => stored(app, 'SELECT id FROM boxes').length, { timeout: 60_000 }).toBe(2);
  await expect(boxes).toHaveCount(2);
});
