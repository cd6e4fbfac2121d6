import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, photo, screenshots, test } from './app.ts';
import { freePort, importFolder, newCatalogue } from './catalogue.ts';
import { look } from './look.ts';

test('a person makes a catalogue, imports a field day, sorts and checks it', async ({
  page,
  app,
}) => {
  const day = join(app.folder, 'field day', '2026-06-07 Chanonry');
  await mkdir(day, { recursive: true });
  for (let number = 0; number < 60; number += 1)
    await photo(join(day, `IMG_${1000 + number}.jpg`), number * 2);
  await writeFile(join(day, 'broken.jpg'), '');

  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  await page.goto(await app.start());
  expect(page.url()).not.toContain('token');
  await expect(page.getByRole('heading', { name: 'Resight' })).toBeVisible();
  await look(page, 'start');

  await newCatalogue(page, 'Moray Firth 2026');
  await look(page, 'overview empty');
  await page.getByRole('button', { name: 'Photos', exact: true }).click();
  await look(page, 'photos empty');
  await importFolder(page, join(app.folder, 'field day'));

  const cells = page.getByRole('option');
  await expect(page.getByText('60 of 60 photos')).toBeVisible();
  await expect(cells.first()).toHaveAccessibleName(/IMG_1000\.jpg, 2026-06-07 08:00/);
  await expect(page.getByText('1 file could not be read')).toBeVisible();
  await page.getByRole('button', { name: 'Show which' }).click();
  await expect(page.getByText('The file is empty (0 bytes).')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);

  // Select by click, by range and all; then put a range into an encounter of its own.
  await cells.nth(0).click();
  await cells.nth(4).click({ modifiers: ['Shift'] });
  await expect(page.getByText('5 photos selected')).toBeVisible();
  await look(page, 'photos selected');
  await page.getByRole('button', { name: 'Move to encounter…' }).click();
  await page.getByRole('menuitem', { name: 'New encounter…' }).click();
  await page.getByRole('textbox', { name: /Name; without one/ }).fill('Pod at the point');
  await page.getByRole('button', { name: 'Make encounter' }).click();
  const pod = page.getByRole('button', { name: /Pod at the point/ });
  await expect(pod).toContainText('5');
  // Asked once who that is, and done then.
  await page.getByRole('button', { name: 'Mark checked' }).click();
  await page.getByRole('textbox', { name: 'Your name' }).fill('Ann Lee');
  await page.keyboard.press('Enter');
  await expect(cells.nth(4)).toHaveAccessibleName(/checked/);
  await page.getByRole('button', { name: 'Select none' }).click();

  await pod.click();
  await expect(page.getByText('5 of 60 photos')).toBeVisible();
  await page.getByRole('button', { name: 'Clear filters' }).click();

  // A span of days, then none; the field day is one day.
  await page.getByRole('button', { name: 'Date taken: Any date' }).click();
  await page.getByLabel('From').fill('2026-06-07');
  await page.getByLabel('To', { exact: true }).fill('2026-06-30');
  await expect(page.getByText('60 of 60 photos')).toBeVisible();
  await look(page, 'photos dates');
  await page.getByLabel('From').fill('2026-06-08');
  await expect(page.getByText('No photo fits these filters')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Any date', exact: true }).click();
  await expect(page.getByText('60 of 60 photos')).toBeVisible();

  // The pod was part of the same sighting after all.
  await pod.click();
  await page.getByRole('button', { name: 'Merge another encounter into the chosen one' }).click();
  await page.getByRole('combobox', { name: /Encounter that belongs to Pod/ }).click();
  await page.getByRole('option', { name: /\(55\)/ }).click();
  await expect(page.getByText(/55 photos of .* will move into Pod at the point/)).toBeVisible();
  await look(page, 'encounters merge');
  await page.getByRole('button', { name: 'Merge', exact: true }).click();
  await expect(page.getByText('60 of 60 photos')).toBeVisible();
  await expect(pod).toContainText('60');
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await page.getByRole('textbox', { name: 'Part of the file name or folder' }).fill('IMG_103');
  await expect(page.getByText('10 of 60 photos')).toBeVisible();
  await page
    .getByRole('textbox', { name: 'Part of the file name or folder' })
    .fill('nothing like it');
  await expect(page.getByText('No photo fits these filters')).toBeVisible();
  await page.getByRole('button', { name: 'Clear filters' }).first().click();

  // The keyboard alone: into the grid, along it, into a photo and back.
  await cells.first().focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  const viewer = page.getByRole('dialog', { name: /Photo IMG_1001/ });
  await expect(viewer).toBeVisible();
  await expect(viewer.getByText('Canon EOS 7D')).toBeVisible();
  await page.waitForFunction(
    () => document.querySelector<HTMLImageElement>('.viewer-stage img')?.complete === true,
  );
  await look(page, 'viewer');
  // Keys of the frame do nothing behind it, and Tab stays in it.
  await page.keyboard.press('Control+1');
  for (let press = 0; press < 4; press += 1) await page.keyboard.press('Tab');
  await expect(viewer).toBeVisible();
  expect(await viewer.evaluate((node) => node.contains(document.activeElement))).toBe(true);
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('dialog', { name: /Photo IMG_1002/ })).toBeVisible();
  await page.keyboard.press('1');
  await expect(page.getByText('100%')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+a');
  await expect(page.getByText('60 photos selected')).toBeVisible();
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Group photos into encounters again' }).click();
  await page.getByRole('textbox', { name: /longer pause/ }).fill('1');
  await expect(page.getByText(/would move\./)).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();

  await page.getByRole('button', { name: /^Jobs/ }).click();
  await expect(page.getByText('60 photos added, 1 file could not be read.')).toBeVisible();
  await page.getByRole('button', { name: 'Log' }).first().click();
  await expect(page.getByRole('log')).toContainText('broken.jpg: The file is empty');
  await look(page, 'jobs');
  expect(problems).toEqual([]);
});

test('every view says what it is for, in dark and in light, small and large', async ({
  page,
  app,
}) => {
  await page.goto(await app.start());
  await newCatalogue(page, 'A catalogue with quite a long name, as some people give them');
  const views = [
    'Overview',
    'Photos',
    'Annotate',
    'Detector',
    'Identify',
    'Individuals',
    'Models',
    'Export',
    'Jobs',
    'Settings',
  ];
  for (const scheme of ['dark', 'light']) {
    for (const [index, view] of views.entries()) {
      await page.setViewportSize(
        index % 2 === 0 ? { width: 1280, height: 720 } : { width: 2560, height: 1440 },
      );
      await page.getByRole('button', { name: view, exact: true }).click();
      await expect(page.getByRole('main').getByRole('heading').first()).toBeVisible();
      await look(page, `${view.toLowerCase()} ${scheme}`);
    }
    await page.keyboard.press('Control+Shift+l');
    await expect(page.locator('html')).toHaveAttribute(
      'data-mantine-color-scheme',
      scheme === 'dark' ? 'light' : 'dark',
    );
  }
});

test('commands are found by name and by key', async ({ page, app }) => {
  await page.goto(await app.start());
  await newCatalogue(page, 'Keys');
  await page.keyboard.press('Control+k');
  await page.getByRole('textbox', { name: 'Search actions' }).fill('back up');
  await expect(page.locator('[data-action][data-selected]')).toBeVisible();
  await look(page, 'palette');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/Backed up as/)).toBeVisible();
  await page.keyboard.press('Control+,');
  await page.getByRole('button', { name: /^Restore .*on-demand/ }).click();
  await look(page, 'restore');
  await page.getByRole('button', { name: 'Restore', exact: true }).click();
  await expect(page.getByText(/^Restored /)).toBeVisible();
  await expect(page.getByRole('button', { name: /^Restore .*before-restore/ })).toBeVisible();
  await page.keyboard.press('Shift+?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await look(page, 'shortcuts');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+2');
  await expect(page.getByText('Bring in your photos')).toBeVisible();
  await page.getByRole('button', { name: /Set your name/ }).click();
  await page.getByRole('textbox', { name: 'Your name' }).fill('Eva Keen');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Reviewer: Eva Keen' })).toHaveText('EK');
});

test('a lost connection is said, and found again', async ({ page, app }) => {
  const port = await freePort();
  await page.goto(await app.start('--port', port));
  await newCatalogue(page, 'Lost');
  await app.kill();
  await expect(page.getByRole('alert')).toContainText('Connection to Resight lost');
  await page.screenshot({ path: join(screenshots, 'connection lost.png') });
  // A new start has a new secret; the page says so, and the person opens the new address.
  const url = await app.start('--port', port, '--catalogue', join(app.folder, 'Lost.resight'));
  await expect(page.getByRole('alert')).toContainText('open the address that it prints');
  await page.goto(url);
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('out of reach of any network everything goes on, for Resight is on this machine', async ({
  page,
  app,
}) => {
  const day = join(app.folder, 'day');
  await mkdir(day);
  for (let number = 0; number < 3; number += 1) await photo(join(day, `${number}.jpg`), number);
  await page.goto(await app.start());
  // As the browser says it when a boat leaves the harbour's network.
  await page.evaluate(() => window.dispatchEvent(new Event('offline')));
  await newCatalogue(page, 'Far out');
  await importFolder(page, day);
  await page.keyboard.press('Control+2');
  await expect(page.getByText('3 of 3 photos')).toBeVisible();
  await page.getByRole('option').first().focus();
  await page.keyboard.press('Control+a');
  await expect(page.getByText('3 photos selected')).toBeVisible();
});

test('a folder that is not there is named, and another can be chosen', async ({ page, app }) => {
  const day = join(app.folder, 'day');
  await mkdir(day);
  await photo(join(day, 'a.jpg'), 1);
  await page.goto(await app.start());
  await newCatalogue(page, 'Bad');
  await page.keyboard.press('Control+i');
  await page
    .getByRole('textbox', { name: 'Folder', exact: true })
    .fill(join(app.folder, 'nowhere'));
  await page.keyboard.press('Enter');
  await expect(page.getByText(/nowhere cannot be opened/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Use this folder' })).toBeDisabled();
  await page.getByRole('textbox', { name: 'Folder', exact: true }).fill(day);
  await page.getByRole('button', { name: 'Go to this folder' }).click();
  await page.getByRole('button', { name: 'Use this folder' }).click();
  await page.getByRole('button', { name: /^Jobs/ }).click();
  await expect(page.getByText('1 photo added.')).toBeVisible();
});

test('the demo catalogue opens from the first screen and fills with photos', async ({
  page,
  app,
}) => {
  await page.goto(await app.start());
  await page.getByRole('button', { name: /Open the demo catalogue/ }).click();
  await expect(page.getByRole('radio', { name: /Half of the season/ })).toBeChecked();
  await look(page, 'demo offered');
  await page.getByRole('button', { name: 'Open the demo', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible();
  await page.getByRole('button', { name: /^Jobs/ }).click();
  await expect(page.getByText(/Drawing photos: \d+ of 240 photos/)).toBeVisible();
  await look(page, 'demo being drawn');
  await page.getByRole('button', { name: /Cancel Draw 240 demo photos/ }).click();
  await expect(page.getByText('Cancelled. What was done until then is kept.')).toBeVisible();
});
