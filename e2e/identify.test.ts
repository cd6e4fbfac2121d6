import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './app.ts';
import {
  decisions,
  firstCode,
  goTo,
  iAm,
  judge,
  open,
  read,
  resight,
  shownBox,
  sitting,
} from './identify-steps.ts';
import { lookInBothThemes as look } from './look.ts';
import { boxFins, drawFins, embedFins, type BoxedFin } from './named-fins.ts';

test('a person identifies fins by what the network ranks, changes their mind, merges, splits and is reviewed, and the catalogue says exactly that', async ({
  page,
  app,
}) => {
  const fins = await drawFins(app.folder, 18, 5);
  const folder = join(app.folder, 'Moray.resight');
  resight(app, 'new', folder);
  resight(app, 'import', 'photos', fins.photosFolder, '--catalogue', folder);
  const { boxes } = boxFins(folder, fins, (code, nth) => code !== 'DM005' && nth <= 3);
  embedFins(folder, boxes);
  const imported = read<{ id: number }>(folder, 'SELECT max(id) AS id FROM decisions')[0].id;
  const named = new Set(
    read<{ boxId: number }>(folder, 'SELECT box_id AS boxId FROM decisions').map(
      ({ boxId }) => boxId,
    ),
  );
  const truth = new Map(boxes.map((fin) => [fin.boxId, fin]));
  /** Animals of which a photo of the same side has a name. */
  const known = (fin: BoxedFin | undefined) =>
    boxes.some(
      (other) =>
        named.has(other.boxId) && other.individual === fin?.individual && other.side === fin.side,
    );
  const openFins = boxes.filter(({ boxId }) => !named.has(boxId));
  // One photo's file is gone before the work begins.
  const lost = openFins.find(({ individual }) => individual !== 'DM005') ?? openFins[0];
  const [{ path: lostFile }] = read<{ path: string }>(
    folder,
    `SELECT r.path || '/' || p.rel_path AS path FROM photos p JOIN roots r ON r.id = p.root_id
     JOIN boxes b ON b.photo_id = p.id WHERE b.id = ?`,
    lost.boxId,
  );

  await open(page, app, folder, 'Identify');
  await iAm(page, 'Cora May');
  await expect(page.locator('.strip-model')).toHaveText('Embedder 1');
  await page.mouse.move(640, 300);
  await look(page, 'identify ranked');

  // A match: the right animal stands first.
  const matched = await goTo(page, (boxId) => boxId !== lost.boxId && known(truth.get(boxId)));
  const code = truth.get(matched)?.individual ?? '';
  await expect(firstCode(page)).toHaveText(code);
  await expect(page.locator('.candidate[aria-pressed="true"]')).toHaveAttribute(
    'aria-label',
    /judged on 340 fins of this catalogue/,
  );
  await judge(page, 'm');
  expect(await shownBox(page)).not.toBe(matched);

  // A new animal: "new" stands first, under the next code of the scheme.
  const fresh = await goTo(page, (boxId) => truth.get(boxId)?.individual === 'DM005');
  await expect(firstCode(page)).toHaveText('NEW');
  await look(page, 'identify new');
  await judge(page, 'n');

  // A photo whose file is gone is said so, and can be decided about.
  await rm(lostFile, { force: true });
  await rm(join(folder, 'thumbs'), { recursive: true, force: true });
  await goTo(page, (boxId) => boxId === lost.boxId);
  await judge(page, 'c');

  // Taken back, and brought back.
  await page.keyboard.press('Control+z');
  await expect(page.locator('[data-pane="query"]')).toHaveAttribute('data-box', `${lost.boxId}`);
  await expect(page.locator('.verdict-said')).toHaveText(/^Taken back/);
  await page.keyboard.press('Control+Shift+Z');
  await expect(page.locator('.verdict-said')).toHaveText(/^Brought back/);

  // A known animal called new by mistake: two codes for one.
  const mistaken = await goTo(page, (boxId) => boxId !== lost.boxId && known(truth.get(boxId)));
  const mistakenCode = truth.get(mistaken)?.individual ?? '';
  await judge(page, 'n');

  // The pair is found, and merged by key.
  await page.keyboard.press('Control+6');
  await page.getByText(/^Likely duplicates/).click();
  await expect(page.locator('.review-why')).toContainText('Pair 1 of');
  await look(page, 'individuals likely duplicates');
  await page.keyboard.press('m');
  await expect(page.getByRole('dialog')).toContainText(`Merge DM006 into ${mistakenCode}`);
  await look(page, 'individuals merge');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Merge DM006/ })
    .press('Enter');
  await expect(page.getByText('Nothing suspicious')).toBeVisible();

  // One of its photos is split off on its page, and that is taken back.
  await page.getByText('Gallery', { exact: true }).click();
  await look(page, 'individuals gallery');
  await page.keyboard.press('/');
  await page.keyboard.type(mistakenCode);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(mistakenCode);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press(' ');
  await expect(page.locator('.sighting-photo[aria-pressed="true"]')).toHaveCount(1);
  await look(page, 'individuals page');
  await page.keyboard.press('s');
  await expect(page.getByRole('dialog')).toContainText('Become DM007: 1 photo');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/is DM007 now/)).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(page.getByText(/^Taken back: split 1 photo off/)).toBeVisible();

  // Somebody else judges blind, and disagrees once.
  await iAm(page, 'Ben Ode');
  await page.keyboard.press('Control+5');
  await page.getByText('Second review', { exact: true }).click();
  await goTo(page, (boxId) => boxId === matched);
  await expect(firstCode(page)).toHaveText(code);
  await judge(page, 'm');
  await goTo(page, (boxId) => boxId === lost.boxId);
  await judge(page, 'x');
  await expect(page.getByText('Settle 1', { exact: true })).toBeVisible();
  await look(page, 'identify second review');

  const rows = decisions(folder, imported);
  expect(
    rows.map(({ boxId, verdict, code: of, round, reviewer }) => [
      boxId,
      verdict,
      of,
      round,
      reviewer,
    ]),
  ).toEqual([
    [matched, 'match', code, 'first', 'Cora May'],
    [fresh, 'new', 'DM005', 'first', 'Cora May'],
    [lost.boxId, 'cannot-compare', null, 'first', 'Cora May'],
    [lost.boxId, 'undo', null, 'first', 'Cora May'],
    [lost.boxId, 'cannot-compare', null, 'first', 'Cora May'],
    [mistaken, 'new', 'DM006', 'first', 'Cora May'],
    [expect.any(Number), expect.stringMatching(/^(?:new|match)$/), 'DM007', 'first', 'Cora May'],
    [expect.any(Number), 'undo', null, 'first', 'Cora May'],
    [matched, 'match', code, 'second', 'Ben Ode'],
    [lost.boxId, 'not-a-fin', null, 'second', 'Ben Ode'],
  ]);
  // What stood on the screen, and the network that put it there, is kept with the verdict.
  expect(rows[0].model).toBe(1);
  const [first] = JSON.parse(rows[0].candidates) as { code: string; probability: number }[];
  expect(first.code).toBe(code);
  expect(first.probability).toBeGreaterThan(0.5);
  expect(
    read<{ action: string }>(folder, 'SELECT action FROM individual_edits ORDER BY id').map(
      ({ action }) => action,
    ),
  ).toEqual(['merged', 'split', 'undo']);
  expect(
    read(
      folder,
      `SELECT i.code FROM individuals o JOIN individuals i ON i.id = o.merged_into WHERE o.code = 'DM006'`,
    ),
  ).toEqual([{ code: mistakenCode }]);
});

/** Verdicts of the long sitting, and after which of them the program is killed. */
const VERDICTS = 80;
const KILLED_AFTER = 40;

test('eighty verdicts by keyboard, with the program killed in their midst: every one that was confirmed is there', async ({
  page,
  app,
}) => {
  test.slow();
  const { folder, truth } = await sitting(app, VERDICTS + 40, 20);
  const imported = read<{ id: number }>(folder, 'SELECT max(id) AS id FROM decisions')[0].id;
  await open(page, app, folder, 'Identify');
  await iAm(page, 'Cora May');
  const confirmed: [boxId: number, verdict: string][] = [];
  const keys = { m: 'match', p: 'probable', c: 'cannot-compare', s: 'unsure', x: 'not-a-fin' };
  const order: (keyof typeof keys)[] = ['m', 'm', 'p', 'm', 'c', 'm', 'm', 'x', 'm', 's'];
  const work = async (upTo: number) => {
    while (confirmed.length < upTo) {
      const boxId = await shownBox(page);
      const key = order[confirmed.length % order.length];
      if (key === 'm' || key === 'p')
        await expect(firstCode(page)).toHaveText(truth.get(boxId) ?? '');
      await judge(page, key);
      confirmed.push([boxId, keys[key]]);
    }
  };
  await work(KILLED_AFTER);
  // A verdict on its way: stored or not, but never half.
  await page.keyboard.press('m');
  await app.kill();
  const stored = () =>
    decisions(folder, imported).map(({ boxId, verdict }) => [boxId, verdict] as const);
  expect(stored().slice(0, confirmed.length)).toEqual(confirmed);
  expect(stored().length - confirmed.length).toBeLessThanOrEqual(1);
  confirmed.push(
    ...stored()
      .slice(confirmed.length)
      .map(([box, verdict]): [number, string] => [box, verdict]),
  );

  await open(page, app, folder, 'Identify');
  await expect(page.locator('[data-pane="query"]')).toBeVisible();
  await work(VERDICTS);
  expect(stored()).toEqual(confirmed);
});
