import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { expect as expectSoon, test, type ServedApp } from './app.ts';
import { look, lookInBothThemes } from './look.ts';

/** What is waited for is waited for as long as a slow machine with other work needs. */
const expect = expectSoon.configure({ timeout: 60_000 });
const main = fileURLToPath(new URL('../cli/main.ts', import.meta.url));

/** The demo as the first screen would make it, but small, where the first screen looks for it. */
function drawDemo(app: ServedApp): void {
  const env = { ...process.env, RESIGHT_STATE: join(app.folder, 'state'), HOME: app.folder };
  const size = ['--photos', '40', '--individuals', '3', '--width', '800', '--boxed', '0.6'];
  execFileSync(process.execPath, [main, 'demo', join(app.folder, 'Resight demo'), ...size], {
    env,
    stdio: 'ignore',
  });
}

const side = (page: Page, name: string) =>
  page.getByRole('complementary').getByRole('button', { name, exact: true });
const view = (page: Page, name: string) =>
  page
    .getByRole('navigation', { name: 'Views' })
    .getByRole('button', { name: new RegExp(`^${name}(?:,|$)`) })
    .click();

/** Sets a training to next to nothing, and waits until it is judged. */
async function trainBriefly(page: Page, fields: Record<string, string>): Promise<void> {
  await side(page, 'Train a version').click();
  await page.getByRole('button', { name: 'All options' }).click();
  for (const [name, value] of Object.entries(fields))
    await page.getByRole('textbox', { name, exact: true }).fill(value);
  await expect(page.getByText(/^Learns from \d+ boxes on \d+ photos?;/)).toBeVisible();
  await page.getByRole('button', { name: 'Begin the training' }).click();
  await expect(page.getByRole('heading', { name: 'How well it does' })).toBeVisible({
    timeout: 90_000,
  });
}

test('from the first screen to an exported catalogue: box, train, detect, check, train, match, confirm, export', async ({
  page,
  app,
}) => {
  test.setTimeout(300_000);
  drawDemo(app);
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  await page.goto(await app.start());
  const demo = page.getByRole('button', { name: /Open the demo catalogue/ });
  await expect(demo).toBeVisible();
  await lookInBothThemes(page, 'path start');
  await demo.click();
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible();
  await page.getByRole('button', { name: 'Not now' }).click();
  await page.getByRole('button', { name: /Set your name/ }).click();
  await page.getByRole('textbox', { name: 'Your name' }).fill('Eva Keen');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Reviewer: Eva Keen' })).toBeVisible();
  await lookInBothThemes(page, 'path overview');
  await view(page, 'Photos');
  await expect(page.getByText('40 of 40 photos')).toBeVisible();
  await lookInBothThemes(page, 'path photos');

  // Box: one by hand on the first photo that nobody checked, and on to the next.
  await view(page, 'Annotate');
  await page.locator('.annotate-stage canvas').first().waitFor();
  await page.keyboard.press(' ');
  const stage = await page.locator('.annotate-stage').boundingBox();
  if (stage === null) throw new Error('There is no stage.');
  const [x, y] = [stage.x + stage.width * 0.45, stage.y + stage.height * 0.4];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 90, y + 70, { steps: 4 });
  await page.mouse.up();
  await lookInBothThemes(page, 'path annotate');
  await page.keyboard.press('Control+z');

  // Train, and detect on the rest; one epoch teaches nothing yet, so the starter looks.
  await view(page, 'Detector');
  await trainBriefly(page, { Epochs: '1', 'Photos in a batch': '8' });
  await lookInBothThemes(page, 'path detector');
  await side(page, 'Detect on photos').click();
  await page.getByRole('button', { name: /^Detect on \d+ photos?$/ }).click();
  await expect(page.getByText(/boxes proposed on \d+ photos/)).toBeVisible({ timeout: 90_000 });
  await page.getByRole('button', { name: /^Review \d+ detections?$/ }).click();
  await expect(page.getByText(/^Detection 1 of \d+/)).toBeVisible();
  await lookInBothThemes(page, 'path review');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/^Detection \d+ of \d+/)).toBeVisible();
  await page.getByRole('button', { name: /^Accept \d+ from/ }).click();
  await page.getByRole('button', { name: /^Accept \d+$/ }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);

  // Crop and train who is who, then vectors for every fin.
  await view(page, 'Models');
  await side(page, 'Train a version').click();
  await page.getByRole('combobox', { name: 'Starting weights' }).click();
  await page.getByRole('option', { name: /Random numbers/ }).click();
  await trainBriefly(page, { Epochs: '2', 'Fins in a batch': '8', 'Width of a crop': '96' });
  await lookInBothThemes(page, 'path models');
  await side(page, 'Where things stand').click();
  await page.getByRole('button', { name: 'Make the vectors' }).click();
  await expect(page.getByText(/^(\d+) of \1 fins have a vector/)).toBeVisible({ timeout: 60_000 });

  // Match and confirm: the first three as the likeliest animal, one as a new animal.
  await view(page, 'Identify');
  await expect(page.locator('.candidate').first()).toBeVisible();
  await lookInBothThemes(page, 'path identify');
  const said = page.locator('.verdict-said');
  const shown = page.locator('[data-pane="query"]');
  for (const key of ['m', 'm', 'm', 'n']) {
    const boxId = (await shown.getAttribute('data-box')) ?? '';
    const before = Number(await said.getAttribute('data-count'));
    // A network that learned for seconds may put "new" first; the person means the animal beside it.
    await page
      .locator('.candidate')
      .filter({ hasText: key === 'm' ? /DM00[123]/ : 'NEW' })
      .first()
      .click();
    await page.keyboard.press(key);
    await expect(said).toHaveAttribute('data-count', `${before + 1}`);
    await expect(shown).not.toHaveAttribute('data-box', boxId);
  }
  await view(page, 'Individuals');
  await expect(page.getByText('DM004').first()).toBeVisible();
  await lookInBothThemes(page, 'path individuals');

  // Export: what was confirmed a moment ago is in the table.
  await view(page, 'Export');
  await page.getByRole('button', { name: /^Export to a folder/ }).click();
  await page.getByRole('textbox', { name: 'Folder', exact: true }).fill(app.folder);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Use this folder' }).click();
  const written = page.getByRole('status').filter({ hasText: 'Written:' });
  await expect(written).toBeVisible();
  await lookInBothThemes(page, 'path export');
  const table = await readFile((await written.locator('code').textContent()) ?? '', 'utf8');
  expect(table).toContain('DM001');
  expect(table).toContain('DM004');

  for (const name of ['Jobs', 'Settings']) {
    await view(page, name);
    await expect(page.getByRole('main').getByRole('heading').first()).toBeVisible();
    await lookInBothThemes(page, `path ${name.toLowerCase()}`);
  }
  await view(page, 'Overview');
  await look(page, 'path overview at the end');
  expect(problems).toEqual([]);
});
