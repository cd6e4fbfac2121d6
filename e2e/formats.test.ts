import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, photo, screenshots, test } from './app.ts';

/** Takes a picture in both themes and asks the accessibility checker in each. */
async function look(page: Page, name: string): Promise<void> {
  for (const scheme of ['dark', 'light'] as const) {
    await page.evaluate((value) => {
      document.documentElement.dataset.mantineColorScheme = value;
    }, scheme);
    await page.screenshot({ path: join(screenshots, `${name} ${scheme}.png`) });
    const { violations } = await new AxeBuilder({ page }).exclude('[role=tooltip]').analyze();
    const serious = violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
    expect([name, scheme, serious]).toEqual([name, scheme, []]);
  }
  await page.evaluate(() => {
    document.documentElement.dataset.mantineColorScheme = 'dark';
  });
}

async function catalogueWithPhotos(page: Page, folder: string, url: string): Promise<void> {
  const day = join(folder, 'field', '2026-06-07 Chanonry');
  await mkdir(day, { recursive: true });
  for (let number = 0; number < 8; number += 1)
    await photo(join(day, `IMG_${1000 + number}.jpg`), number * 2);
  await page.goto(url);
  await page.getByRole('button', { name: /New catalogue/ }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Moray Firth 2026');
  await page.getByRole('button', { name: 'Make catalogue' }).click();
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible();
  await page.keyboard.press('Control+i');
  await page.getByRole('textbox', { name: 'Folder', exact: true }).fill(join(folder, 'field'));
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Use this folder' }).click();
  await page.getByRole('button', { name: 'Photos', exact: true }).click();
  await expect(page.getByText('8 of 8 photos')).toBeVisible();
}

/** A table as spreadsheets of the field are: semicolons, Latin-1, both orders of a date possible. */
const table = [
  'File name;Whale ID;Side;Date;Nickname;Weather',
  'IMG_1000.jpg;TT001;L;07/06/2026;Kesslét;calm',
  'IMG_1001.jpg;TT001;R;07/06/2026;;calm',
  'IMG_1002.jpg;TT002;L;07/06/2026;"Two; words";',
  'IMG_1003.jpg;NA;;;;',
  'IMG_1004.jpg;1.23E+05;;;;',
  'IMG_9999.jpg;TT003;;;;',
  '',
].join('\r\n');

test('a person brings in individuals from a table and takes them out for MARK', async ({
  page,
  app,
}) => {
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  await catalogueWithPhotos(page, app.folder, await app.start());
  await writeFile(join(app.folder, 'animals.csv'), Buffer.from(table, 'latin1'));

  await page.getByRole('button', { name: 'Import individuals' }).click();
  const dialog = page.getByRole('dialog', { name: 'Import individuals' });
  await expect(dialog.getByText('Folders named by individual')).toBeVisible();
  await look(page, 'import individuals choose');
  await dialog.getByRole('button', { name: /A table/ }).click();
  const picker = page.getByRole('dialog', { name: 'Choose the table of individuals' });
  await picker.getByRole('button', { name: 'animals.csv' }).click();
  await look(page, 'import individuals pick');
  await picker.getByRole('button', { name: 'Use this file' }).click();

  await expect(dialog.getByText(/6 columns parted by semicolons, Latin-1/)).toBeVisible();
  await expect(dialog.getByText('Kesslét')).toBeVisible();
  // Nothing is tried before somebody says which number is the day.
  await expect(dialog.getByRole('button', { name: 'Nothing to store yet' })).toBeDisabled();
  await dialog.getByRole('radio', { name: 'The day comes first' }).check();
  await expect(dialog.getByRole('log')).toContainText('power of ten');
  await expect(dialog.getByRole('log')).toContainText('No photo named "IMG_9999.jpg"');
  await look(page, 'import individuals plan');
  await dialog.getByRole('button', { name: 'Store 3 fins of 2 new individuals' }).click();
  await expect(dialog.getByText(/Stored: 3 fins of 2 new individuals/)).toBeVisible();
  await look(page, 'import individuals stored');
  await dialog.getByRole('button', { name: 'Close' }).last().click();

  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await expect(page.getByRole('cell', { name: 'Kesslét' }).first()).toBeVisible();
  await look(page, 'export sightings');
  await page.getByRole('radio', { name: /^MARK/ }).focus();
  await page.keyboard.press('Space');
  await expect(page.getByText('1 1 /* TT001 */;')).toBeVisible();
  await look(page, 'export mark');
  await page.getByRole('checkbox', { name: 'Decided by a person only' }).check();
  await expect(page.getByText('3 not decided by a person')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Export to a folder/ })).toBeDisabled();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await page.getByRole('button', { name: /^Export to a folder/ }).click();
  await page.getByRole('textbox', { name: 'Folder', exact: true }).fill(app.folder);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Use this folder' }).click();
  await expect(page.getByText(/Written: 2 individuals/)).toBeVisible();
  await look(page, 'export done');
  const written = await readFile(join(app.folder, 'Moray Firth 2026 MARK.inp'), 'utf8');
  expect(written).toBe('1 1 /* TT001 */;\n1 1 /* TT002 */;\n');
  expect(problems).toEqual([]);
});
