import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from '@playwright/test';
import { expect, photo, screenshots, test } from './app.ts';
import { chooseFolder, command, importFolder, newCatalogue } from './catalogue.ts';
import { lookInBothThemes as look } from './look.ts';

async function catalogueWithPhotos(page: Page, folder: string, url: string): Promise<void> {
  const day = join(folder, 'field', '2026-06-07 Chanonry');
  await mkdir(day, { recursive: true });
  for (let number = 0; number < 8; number += 1)
    await photo(join(day, `IMG_${1000 + number}.jpg`), number * 2);
  await page.goto(url);
  await newCatalogue(page, 'Moray Firth 2026');
  await importFolder(page, join(folder, 'field'));
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
  await dialog.getByRole('button', { name: 'Store 3 named photos of 2 new individuals' }).click();
  await expect(dialog.getByText(/Stored: 3 named photos of 2 new individuals/)).toBeVisible();
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
  await chooseFolder(page, app.folder);
  await expect(page.getByText(/Written: 2 individuals/)).toBeVisible();
  await look(page, 'export done');
  const written = await readFile(join(app.folder, 'Moray Firth 2026 MARK.inp'), 'utf8');
  expect(written).toBe('/* 1 occasion: 2026-06-07 */\n1 1 /* TT001 */;\n1 1 /* TT002 */;\n');
  expect(problems).toEqual([]);
});

/** Stores a table of one animal a photo by the command line's own way, through the screens. */
async function nameAnimals(page: Page, folder: string): Promise<void> {
  const rows = Array.from(
    { length: 8 },
    (_, index) => `IMG_${1000 + index}.jpg,TT00${index},${index % 2 === 0 ? 'L' : 'R'}`,
  );
  await writeFile(join(folder, 'animals.csv'), `photo,individual,side\n${rows.join('\n')}\n`);
  await command(page, 'import individuals');
  const dialog = page.getByRole('dialog', { name: 'Import individuals' });
  await dialog.getByRole('button', { name: /A table/ }).click();
  const picker = page.getByRole('dialog', { name: 'Choose the table of individuals' });
  await picker.getByRole('textbox', { name: 'Folder or file' }).fill(join(folder, 'animals.csv'));
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: /^Store 8 named photos/ }).click();
  await expect(dialog.getByText(/Stored: 8 named photos of 8 new individuals/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).last().click();
}

async function exportAs(page: Page, format: RegExp, folder: string): Promise<string> {
  await page.getByRole('radio', { name: format }).focus();
  await page.keyboard.press('Space');
  const bar = page.getByRole('group', { name: 'Write the export' });
  await bar.getByRole('button', { name: /^Export to a folder|choose another folder$/ }).click();
  await chooseFolder(page, folder);
  // The first time choosing a folder exports as well.
  const written = page.getByRole('status').filter({ hasText: 'Written:' });
  const button = bar.getByRole('button', { name: 'Export', exact: true });
  await expect(written.or(button).first()).toBeVisible();
  if (!(await written.isVisible())) await button.click();
  await expect(written).toBeVisible();
  return (await written.locator('code').textContent()) ?? '';
}

test('the printable catalogue is paper: A4, four cards a page, none of them cut', async ({
  page,
  app,
}) => {
  await catalogueWithPhotos(page, app.folder, await app.start());
  await nameAnimals(page, app.folder);
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const file = await exportAs(page, /^Printable/, app.folder);
  await look(page, 'export printable');

  await page.goto(pathToFileURL(file).href);
  await page.emulateMedia({ media: 'print' });
  await page.setViewportSize({ width: 703, height: 1000 });
  await page.screenshot({ path: join(screenshots, 'printable on paper.png') });
  await expect(page.getByRole('heading', { name: 'TT007' })).toBeVisible();
  expect(await page.locator('img').count()).toBe(8);
  const broken = await page
    .locator('img')
    .evaluateAll(
      (images) => images.filter((image) => (image as HTMLImageElement).naturalWidth === 0).length,
    );
  expect(broken).toBe(0);
  const overflowing = await page
    .locator('article')
    .evaluateAll(
      (cards) => cards.filter((card) => card.scrollHeight > card.clientHeight + 1).length,
    );
  expect(overflowing).toBe(0);
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  expect(pdf.match(/\/Type\s*\/Page\b(?!s)/g)).toHaveLength(2);
  // A4 in points.
  expect(pdf).toMatch(/\/MediaBox\s*\[0 0 59[45][.\d]* 84[12][.\d]*\]/);
});

test('a whole catalogue goes into a zip and opens from it as another', async ({ page, app }) => {
  await catalogueWithPhotos(page, app.folder, await app.start());
  await nameAnimals(page, app.folder);
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await page.getByRole('radio', { name: /^Whole catalogue/ }).focus();
  await page.keyboard.press('Space');
  await page.getByRole('checkbox', { name: 'Copy the photos as well' }).check();
  await expect(page.getByText(/originals\/ {3}8 photos/)).toBeVisible();
  const file = await exportAs(page, /^Whole catalogue/, app.folder);
  await look(page, 'export whole');

  const other = join(app.folder, 'other machine');
  await mkdir(other);
  await command(page, 'from a zip');
  await page.getByRole('textbox', { name: 'Folder or file' }).fill(file);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Choose where the catalogue goes' })).toBeVisible();
  await chooseFolder(page, other);
  await expect(page.getByText(/Opened\. Its photos are in/)).toBeVisible();
  await page.getByRole('button', { name: 'Photos', exact: true }).click();
  await expect(page.getByText('8 of 8 photos')).toBeVisible();
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await page.getByRole('radio', { name: /^Sightings/ }).focus();
  await page.keyboard.press('Space');
  await expect(page.getByText('8 individuals, 8 sightings, 8 photos')).toBeVisible();
});

test('a person says by a pattern what file names mean, and sees it while typing', async ({
  page,
  app,
}) => {
  await catalogueWithPhotos(page, app.folder, await app.start());
  await page.getByRole('button', { name: 'Import individuals' }).click();
  const dialog = page.getByRole('dialog', { name: 'Import individuals' });
  await dialog.getByRole('button', { name: /File names/ }).click();
  await chooseFolder(page, join(app.folder, 'field'));
  const pattern = dialog.getByRole('textbox', { name: 'Pattern of the file names' });
  await expect(dialog.getByRole('button', { name: 'Nothing to store yet' })).toBeDisabled();
  await pattern.fill('IMG_{code}');
  await expect(dialog.getByText('{code} is nothing that a name can give')).toBeVisible();
  await look(page, 'import individuals pattern wrong');
  await pattern.fill('{date} {place}/IMG_{individual}');
  await expect(dialog.getByRole('cell', { name: 'Chanonry' }).first()).toBeVisible();
  await expect(dialog.getByRole('region', { name: 'Examples' })).toContainText('1007 · 2026-06-07');
  await look(page, 'import individuals pattern');
  await dialog.getByRole('button', { name: 'Store 8 named photos of 8 new individuals' }).click();
  await expect(dialog.getByText('Stored: 8 named photos of 8 new individuals.')).toBeVisible();
});
