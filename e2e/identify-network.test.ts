import { join } from 'node:path';
import { expect, test } from './app.ts';
import { firstCode, goTo, iAm, judge, open, read, resight, shownBox } from './identify-steps.ts';
import { lookInBothThemes as look } from './look.ts';
import { boxFins, drawFins } from './named-fins.ts';

test('without a network fins are named by hand and the page says what to do; with the starter it ranks, and shows what drove it', async ({
  page,
  app,
}) => {
  const fins = await drawFins(app.folder, 24, 5);
  const folder = join(app.folder, 'Hand.resight');
  resight(app, 'new', folder);
  resight(app, 'import', 'photos', fins.photosFolder, '--catalogue', folder);
  const { boxes } = boxFins(folder, fins, (code, nth) => code !== 'DM001' && nth <= 2);
  const truth = new Map(boxes.map((fin) => [fin.boxId, fin]));
  const before = read<{ id: number }>(folder, 'SELECT max(id) AS id FROM decisions')[0].id;

  await open(page, app, folder, 'Identify');
  await iAm(page, 'Cora May');
  await expect(
    page.getByText('No network ranks them yet: browse by hand, or train one.'),
  ).toBeVisible();
  await look(page, 'identify by hand');

  // A known animal is found by its code and named; nothing on the screen claims a probability.
  const known = await goTo(page, (boxId) => truth.get(boxId)?.individual !== 'DM001');
  const code = truth.get(known)?.individual ?? '';
  await page.keyboard.press('/');
  const find = page.getByRole('dialog', { name: 'Find an individual' });
  await find.getByRole('textbox').or(find.getByRole('combobox')).first().fill(code);
  await page.keyboard.press('Enter');
  await expect(find).toHaveCount(0);
  await expect(firstCode(page)).toHaveText(code);
  await judge(page, 'm');
  // Somebody new gets the next code of the scheme.
  const fresh = await goTo(page, (boxId) => truth.get(boxId)?.individual === 'DM001');
  await judge(page, 'n');
  const made = read<{ boxId: number; verdict: string; code: string; model: number | null }>(
    folder,
    `SELECT d.box_id AS boxId, d.verdict, i.code, d.model_id AS model FROM decisions d
     JOIN individuals i ON i.id = d.individual_id WHERE d.id > ? ORDER BY d.id`,
    before,
  );
  expect(truth.get(fresh)?.individual).toBe('DM001');
  expect(made).toEqual([
    { boxId: known, verdict: 'match', code, model: null },
    { boxId: fresh, verdict: 'new', code: made[1].code, model: null },
  ]);

  // The app brings a network along; its vectors are made from here.
  await page.getByRole('button', { name: 'Let the starter rank' }).click();
  await expect(page.locator('.strip-model')).toHaveText('Starter embedder', { timeout: 90_000 });
  const fin = await shownBox(page);
  expect(truth.has(fin)).toBe(true);
  await page.keyboard.press('h');
  await expect(page.getByText(/^Heat map: bright regions/)).toBeVisible({ timeout: 60_000 });
  const heat = page.locator('canvas.fin-heat');
  await expect(heat).toHaveCount(2);
  for (const canvas of await heat.all()) {
    const drawn = await canvas.evaluate((element: HTMLCanvasElement) => {
      const { width, height } = element;
      const pixels = element.getContext('2d')?.getImageData(0, 0, width, height).data ?? [];
      const alphas = Array.from({ length: width * height }, (_, at) => pixels[at * 4 + 3] ?? 0);
      return { most: Math.max(...alphas), least: Math.min(...alphas) };
    });
    // Some region drove it more than others.
    expect(drawn.most).toBeGreaterThan(150);
    expect(drawn.least).toBeLessThan(50);
  }
  await look(page, 'identify heat map');
});
