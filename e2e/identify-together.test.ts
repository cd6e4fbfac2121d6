import type { BrowserContext, Page } from '@playwright/test';
import { expect, test } from './app.ts';
import {
  decisions,
  firstCode,
  goTo,
  iAm,
  judge,
  open,
  read,
  shownBox,
  sitting,
} from './identify-steps.ts';
import { look } from './look.ts';

/** Another window of the same program, which can be made to hear nothing for a while, as over a slow line. */
async function otherWindow(context: BrowserContext, url: string) {
  const page = await context.newPage();
  const held: (() => void)[] = [];
  let isShut = false;
  await page.routeWebSocket(/\/rpc$/, (ours) => {
    const server = ours.connectToServer();
    server.onMessage((message) => {
      const pass = () => ours.send(message);
      if (isShut) held.push(pass);
      else pass();
    });
  });
  await page.goto(url);
  await expect(page.locator('[data-pane="query"]')).toBeVisible();
  return {
    page,
    shut: () => {
      isShut = true;
    },
    release: () => {
      isShut = false;
      for (const pass of held.splice(0)) pass();
    },
  };
}

const lastOf = (folder: string) =>
  read<{ id: number }>(folder, 'SELECT max(id) AS id FROM decisions')[0].id;

/** What was decided since, without what stood on the screen. */
const said = (folder: string, since: number) =>
  decisions(folder, since).map(({ boxId, verdict, code, reviewer }) => [
    boxId,
    verdict,
    code,
    reviewer,
  ]);

const queryBox = (page: Page) => page.locator('[data-pane="query"]');

/** Longer than keys of verdicts are not heard after something was taken away. */
const COLLECTED_MS = 900;

test('two reviewers at one fin at once: the first verdict stands, the other is told whose, and goes on', async ({
  page,
  app,
  context,
}) => {
  const { folder } = await sitting(app, 12, 3);
  const before = lastOf(folder);
  await open(page, app, folder, 'Identify');
  await expect(queryBox(page)).toBeVisible();
  const other = await otherWindow(context, await app.addressOf(page.url()));
  await iAm(other.page, 'Ben Ode');
  // Each window has its own reviewer.
  await expect(page.getByRole('button', { name: 'Who is deciding? Set your name' })).toBeVisible();

  // Both look at the same fin; Ann is faster, and Ben's window has not heard of it.
  other.shut();
  await iAm(page, 'Ann Lee');
  const fin = await shownBox(page);
  expect(await shownBox(other.page)).toBe(fin);
  const code = (await firstCode(page).textContent()) ?? '';
  await judge(page, 'm');
  await other.page.keyboard.press('c');
  other.release();
  await expect(
    other.page.getByText(
      `Ann Lee decided about this fin while it was on your screen (match ${code}). Nothing of yours was stored; look at it again.`,
    ),
  ).toBeVisible();
  const second = await shownBox(page);
  await expect(queryBox(other.page)).toHaveAttribute('data-box', `${second}`);
  await look(other.page, 'identify overtaken');
  expect(said(folder, before)).toEqual([[fin, 'match', code, 'Ann Lee']]);

  // Where the news is in time, the fin goes from the other screen with a word, and no key falls on the next.
  await page.waitForTimeout(COLLECTED_MS);
  await judge(page, 'x');
  await expect(other.page.getByText(/^Ann Lee decided about IMG_\d+\.jpg meanwhile/)).toBeVisible();
  await expect(queryBox(other.page)).not.toHaveAttribute('data-box', `${second}`);
  const third = await shownBox(other.page);
  await other.page.waitForTimeout(COLLECTED_MS);
  await judge(other.page, 'c');
  expect(said(folder, before).slice(1)).toEqual([
    [second, 'not-a-fin', null, 'Ann Lee'],
    [third, 'cannot-compare', null, 'Ben Ode'],
  ]);
});

/** Makes `from` another name of `into`, on the page of the one that stays. */
async function merge(page: Page, from: string, into: string): Promise<void> {
  await page.keyboard.press('Control+6');
  await page.getByText('Gallery', { exact: true }).click();
  const search = page.getByRole('textbox', { name: 'Code or name (/)' });
  await search.fill(into);
  await search.press('Enter');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(into);
  await page.keyboard.press('m');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Merge with' }).fill(from);
  await page.getByRole('option', { name: from }).click();
  await dialog.getByRole('button', { name: `Merge ${from} into ${into}` }).click();
  await expect(page.getByText(`${from} is ${into} now. Ctrl Z takes it back.`)).toBeVisible();
  await page.keyboard.press('Escape');
}

test('a candidate that another window merges away is said, and the one that stands for it takes its place', async ({
  page,
  app,
  context,
}) => {
  const { folder, truth } = await sitting(app, 16, 4);
  const before = lastOf(folder);
  await open(page, app, folder, 'Identify');
  await iAm(page, 'Ann Lee');
  const other = await otherWindow(context, await app.addressOf(page.url()));

  // Looked at while it happens.
  const first = await goTo(other.page, (boxId) => truth.get(boxId) === 'A01');
  await expect(firstCode(other.page)).toHaveText('A01');
  await other.page.waitForTimeout(COLLECTED_MS);
  await merge(page, 'A01', 'A02');
  await expect(other.page.getByText('A01 was merged into A02. Look there.')).toBeVisible();
  await expect(firstCode(other.page)).toHaveText('A02');
  await look(other.page, 'identify merged away');
  await other.page.waitForTimeout(COLLECTED_MS);
  await judge(other.page, 'm');

  // Decided about before the news came.
  const second = await goTo(other.page, (boxId) => truth.get(boxId) === 'A03');
  await expect(firstCode(other.page)).toHaveText('A03');
  await other.page.waitForTimeout(COLLECTED_MS);
  other.shut();
  await merge(page, 'A03', 'A04');
  await other.page.keyboard.press('m');
  other.release();
  await expect(
    other.page.getByText(
      'A03 was merged into A04 meanwhile. Nothing was stored; compare with A04.',
    ),
  ).toBeVisible();
  await expect(firstCode(other.page)).toHaveText('A04');
  expect(await shownBox(other.page)).toBe(second);
  await other.page.waitForTimeout(COLLECTED_MS);
  await judge(other.page, 'm');
  expect(said(folder, before)).toEqual([
    [first, 'match', 'A02', 'Ann Lee'],
    [second, 'match', 'A04', 'Ann Lee'],
  ]);
});

/** The first verdict of a person who has not said who they are. */
test('the first verdict asks who is at the screen, once, and is stored under that name', async ({
  page,
  app,
}) => {
  const { folder } = await sitting(app, 9, 3);
  const before = lastOf(folder);
  await open(page, app, folder, 'Identify');
  await expect(queryBox(page)).toBeVisible();
  const fin = await shownBox(page);
  await page.keyboard.press('c');
  const dialog = page.getByRole('dialog', { name: 'Who is at the screen?' });
  await dialog.getByRole('textbox', { name: 'Somebody new' }).fill('Cora May');
  await page.keyboard.press('Enter');
  await expect(page.locator('.verdict-said')).toHaveText('Stored: Cannot compare');
  await page.waitForTimeout(COLLECTED_MS);
  const second = await shownBox(page);
  await judge(page, 'c');
  expect(said(folder, before)).toEqual([
    [fin, 'cannot-compare', null, 'Cora May'],
    [second, 'cannot-compare', null, 'Cora May'],
  ]);
});

test('two people at two browsers see each other’s verdicts within a second', async ({
  page,
  app,
  browser,
}) => {
  const { folder } = await sitting(app, 12, 3);
  await open(page, app, folder, 'Identify');
  await iAm(page, 'Ann Lee');
  const elsewhere = await browser.newContext();
  const other = await elsewhere.newPage();
  await other.goto(await app.addressOf(page.url()));
  await expect(queryBox(other)).toBeVisible();
  await iAm(other, 'Ben Ode');
  await expect(page.getByRole('button', { name: 'Reviewer: Ann Lee' })).toBeVisible();
  const done = (at: Page) => at.locator('.identify-progress strong');
  await expect(done(other)).toHaveText('6');
  await judge(page, 'm');
  await expect(done(other)).toHaveText('7', { timeout: 1000 });
  await other.waitForTimeout(COLLECTED_MS);
  await judge(other, 'c');
  await expect(done(page)).toHaveText('8', { timeout: 1000 });
  // What is not in front is fresh too when it is looked at.
  await other.keyboard.press('Control+1');
  await expect(other.getByText('Ben Ode, just now')).toBeVisible();
  await page.waitForTimeout(COLLECTED_MS);
  await judge(page, 'm');
  await expect(other.getByText('Ann Lee, just now')).toHaveCount(2, { timeout: 1000 });
  await elsewhere.close();
});
