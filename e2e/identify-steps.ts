import { execFileSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { readMoment } from '#catalog/moment.ts';
import { expect, photo, type ServedApp } from './app.ts';
import { boxFins, embedFins } from './named-fins.ts';

const main = fileURLToPath(new URL('../cli/main.ts', import.meta.url));

export function resight(app: ServedApp, ...args: string[]): void {
  const env = { ...process.env, RESIGHT_STATE: join(app.folder, 'state'), HOME: app.folder };
  execFileSync(process.execPath, [main, ...args], { env, stdio: 'ignore' });
}

/** Opens the catalogue at a view. */
export async function open(
  page: Page,
  app: ServedApp,
  folder: string,
  view: string,
): Promise<void> {
  await page.goto(await app.start('--catalogue', folder));
  const rail = page.getByRole('navigation', { name: 'Views' });
  await rail.getByRole('button', { name: new RegExp(`^${view}`) }).click();
}

/** Says who is at the screen. */
export async function iAm(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: /^Who is deciding|^Reviewer:/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: /Somebody new|Your name/ }).fill(name);
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  // The space bar would belong to the button that asked.
  await page.getByRole('button', { name: /^Reviewer:/ }).blur();
}

export const shownBox = async (page: Page): Promise<number> =>
  Number(await page.locator('[data-pane="query"]').getAttribute('data-box'));
export const firstCode = (page: Page) =>
  page.locator('.candidate[aria-pressed="true"] .candidate-head strong');

/** Presses a verdict's key and waits until the catalogue has confirmed it. */
export async function judge(page: Page, key: string): Promise<void> {
  const said = page.locator('.verdict-said');
  const before = Number(await said.getAttribute('data-count'));
  await page.keyboard.press(key);
  await expect(said).toHaveAttribute('data-count', `${before + 1}`);
}

/** Goes on with the space bar until a fin that fits is in question. */
export async function goTo(page: Page, fits: (boxId: number) => boolean): Promise<number> {
  for (let step = 0; step < 60; step += 1) {
    const boxId = await shownBox(page);
    if (fits(boxId)) return boxId;
    await page.keyboard.press(' ');
    await expect(page.locator('[data-pane="query"]')).not.toHaveAttribute('data-box', `${boxId}`);
  }
  throw new Error('No such fin waits.');
}

interface DecisionRow {
  boxId: number;
  verdict: string;
  code: string | null;
  round: string;
  reviewer: string;
  candidates: string;
  model: number | null;
  undoes: number | null;
}

export function read<T>(folder: string, sql: string, ...parameters: unknown[]): T[] {
  return readMoment(join(folder, 'catalog.sqlite'), (moment) => moment.all<T>(sql, ...parameters));
}

export const decisions = (folder: string, after: number) =>
  read<DecisionRow>(
    folder,
    `SELECT d.box_id AS boxId, d.verdict, i.code, d.round, r.name AS reviewer, d.candidates,
       d.model_id AS model, d.undoes
     FROM decisions d LEFT JOIN individuals i ON i.id = d.individual_id
     JOIN reviewers r ON r.id = d.reviewer_id WHERE d.id > ? ORDER BY d.id`,
    after,
  );

/** A catalogue of one fin a photo, of that many animals in turn; the first two of each are named. */
export async function sitting(
  app: ServedApp,
  count: number,
  animals: number,
): Promise<{ folder: string; truth: Map<number, string> }> {
  const photos = join(app.folder, 'photos');
  await mkdir(photos);
  for (let number = 0; number < count; number += 1)
    await photo(join(photos, `IMG_${String(number).padStart(4, '0')}.jpg`), number);
  const folder = join(app.folder, 'Long.resight');
  resight(app, 'new', folder);
  resight(app, 'import', 'photos', photos, '--catalogue', folder);
  const of = (number: number) => `A${String((number % animals) + 1).padStart(2, '0')}`;
  const truth = Array.from({ length: count }, (_, number) => ({
    file: `IMG_${String(number).padStart(4, '0')}.jpg`,
    boxes: [
      {
        class: 'dorsal fin' as const,
        individual: of(number),
        side: 'left' as const,
        x: 0.2,
        y: 0.3,
        w: 0.3,
        h: 0.3,
        angle: 3,
        exposure: 3,
        focus: 3,
        visible: 3,
      },
    ],
  }));
  const { boxes } = boxFins(
    folder,
    { photosFolder: photos, truth: { photos: truth } },
    (_, nth) => nth <= 2,
  );
  embedFins(folder, boxes);
  return { folder, truth: new Map(boxes.map((fin) => [fin.boxId, fin.individual])) };
}
