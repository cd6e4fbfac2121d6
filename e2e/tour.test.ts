import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from './app.ts';
import { command } from './catalogue.ts';
import { look } from './look.ts';
import { boxFins, drawFins } from './named-fins.ts';

const main = fileURLToPath(new URL('../cli/main.ts', import.meta.url));

/** What the light of the tour stands on, in the order of the loop. */
const stops: readonly (readonly [title: string, control: string])[] = [
  ['The loop', '.loop'],
  ['Photos come in', '[data-tour="import"]'],
  ['Box', '.annotate-stage'],
  ['Train the detector', '[data-tour="train"]'],
  ['Detect', '[data-tour="detect"]'],
  ['Crop, and learn who is who', '[data-tour="train"]'],
  ['Match', '.candidates'],
  ['Confirm', '.verdicts'],
  ['Export', '.export-formats'],
  ['Everything by its name', '.search-box'],
];

test('the tour shows every step of the loop on its own control, is left, remembered and found again', async ({
  page,
  app,
}) => {
  const folder = join(app.folder, 'Moray.resight');
  const fins = await drawFins(app.folder, 8, 3);
  const env = { ...process.env, RESIGHT_STATE: join(app.folder, 'state'), HOME: app.folder };
  const run = (...args: string[]) => execFileSync(process.execPath, [main, ...args], { env });
  run('new', folder);
  run('import', 'photos', fins.photosFolder, '--catalogue', folder);
  boxFins(folder, fins, (_, nth) => nth === 1);
  await page.goto(await app.start('--catalogue', folder));

  const card = page.getByRole('dialog', { name: stops[0][0] });
  await page.getByRole('button', { name: 'Take the tour' }).click();
  await expect(card).toBeFocused();
  const light = page.locator('.tour-light');
  for (const [at, [title, control]] of stops.entries()) {
    const stop = page.getByRole('dialog', { name: title, exact: true });
    await expect(stop).toContainText(`${at + 1} of ${stops.length}`);
    await expect(light).toHaveAttribute('data-found', control);
    // The words hide nothing of what they speak of, but for a control as large as the window.
    const [words, lit] = [await stop.boundingBox(), await light.boundingBox()];
    expect(words !== null && lit !== null && words.x >= 0 && words.y >= 0).toBe(true);
    await look(page, `tour ${at + 1}`);
    if (at < stops.length - 1) await page.keyboard.press('ArrowRight');
  }
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByRole('dialog', { name: 'Export' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);

  // Another window, later: it goes on from there, and the mouse does as well as the keys.
  await page.reload();
  await page.getByRole('button', { name: /^Overview/ }).click();
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(page.getByRole('dialog', { name: 'Export' })).toBeVisible();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByRole('region', { name: 'Guided tour' })).toHaveCount(0);

  for (const again of ['overview', 'palette', 'sheet'] as const) {
    if (again === 'overview') await page.getByRole('button', { name: 'Tour', exact: true }).click();
    if (again === 'palette') await command(page, 'tour');
    if (again === 'sheet') {
      await page.keyboard.press('Shift+?');
      await page.getByRole('button', { name: 'Take the tour' }).click();
    }
    await expect(card).toBeVisible();
    await page.getByRole('button', { name: 'Leave the tour' }).click();
    await expect(page.getByRole('dialog')).toHaveCount(0);
  }
});
