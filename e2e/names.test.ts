import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { expect, test, type ServedApp } from './app.ts';
import { importFolder, newCatalogue } from './catalogue.ts';
import { iAm } from './identify-steps.ts';
import { lookInBothThemes as look } from './look.ts';

const main = fileURLToPath(new URL('../cli/main.ts', import.meta.url));

/** Where fins stand on a photo, pixels of 480 × 320. */
const fins: Record<string, number[]> = {
  'IMG_1000.jpg': [200],
  'IMG_1001.jpg': [60, 280],
  'IMG_1002.jpg': [90, 250],
  'IMG_1003.jpg': [170],
};
const top = 130;

async function photos(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, at] of Object.entries(fins)) {
    const drawn = at.map((x) => `<path d="M${x} 200q40-10 60-70 10 40 60 70z" fill="#23292e"/>`);
    const sea = `<rect width="480" height="320" fill="hsl(200 24% ${40 + at.length}%)"/>`;
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="480" height="320">${sea}${drawn.join('')}<text y="14">${name}</text></svg>`;
    await sharp(Buffer.from(svg)).jpeg().toFile(join(folder, name));
  }
}

/** What a detector of somebody else's found: every fin, sure of some. */
const found = () => ({
  images: Object.keys(fins).map((file_name, id) => ({ id, file_name, width: 480, height: 320 })),
  categories: [{ id: 1, name: 'dorsal fin' }],
  annotations: Object.values(fins).flatMap((at, image_id) =>
    at.map((x, nth) => ({
      id: image_id * 10 + nth,
      image_id,
      category_id: 1,
      bbox: [x, top, 120, 70],
      score: 0.9 - 0.1 * nth,
    })),
  ),
});

/** A catalogue of named photos, and what a detector proposes on them, as the command line brings them in. */
async function namesFirst(app: ServedApp): Promise<string> {
  const day = join(app.folder, 'day');
  await photos(day);
  const names =
    'photo,individual,side\nIMG_1000.jpg,FW001,left\nIMG_1001.jpg,FW002,\nIMG_1002.jpg,FW001,\n';
  await writeFile(join(app.folder, 'names.csv'), names);
  await writeFile(join(app.folder, 'found.json'), JSON.stringify(found()));
  const catalogue = join(app.folder, 'Names.resight');
  const env = { ...process.env, RESIGHT_STATE: join(app.folder, 'state'), HOME: app.folder };
  const resight = (...args: string[]) =>
    execFileSync(process.execPath, [main, ...args, '--catalogue', catalogue], {
      env,
      encoding: 'utf8',
    });
  resight('new', join(app.folder, 'Names'));
  resight('import', 'photos', day);
  resight('import', 'catalogue', join(app.folder, 'names.csv'));
  resight('import', 'boxes', join(app.folder, 'found.json'));
  expect(resight('names', 'list')).toContain('named, not yet boxed');
  return catalogue;
}

test('names first, then a detector, then which of these it is, and the import taken back', async ({
  page,
  app,
}) => {
  const catalogue = await namesFirst(app);
  await page.goto(await app.start('--catalogue', catalogue));
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible();
  await iAm(page, 'Ann Lee');
  const loop = page.getByRole('region', { name: 'The loop as it stands' });
  await expect(loop).toContainText('3 not boxed');
  await look(page, 'names overview');
  await page.keyboard.press('Control+2');
  await expect(page.getByText('4 of 4 photos')).toBeVisible();
  await expect(page.getByRole('option', { name: /IMG_1000.*named/ })).toBeVisible();
  await look(page, 'names photos');

  // The detections are accepted: the name of a photo with one fin is with it at once.
  await page.keyboard.press('Control+3');
  await expect(page.getByRole('note')).toContainText('FW001');
  await look(page, 'names annotate');
  await page.keyboard.press('r');
  await page.getByRole('button', { name: /^Accept \d+ from/ }).click();
  await page.getByRole('button', { name: /^Accept \d+$/ }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('Control+1');
  await expect(loop).toContainText('2 to place');
  await expect(page.getByText('2 names belong to one of several boxes')).toBeVisible();
  await look(page, 'names overview asks');

  // Of the others a key says which it is.
  await page.getByRole('button', { name: 'Say which' }).click();
  await expect(page.getByText('Which of these is FW002?')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Box \d is FW002/ })).toHaveCount(2);
  await look(page, 'names which');
  await page.keyboard.press('2');
  await expect(page.getByText('Which of these is FW001?')).toBeVisible();
  await look(page, 'names which known');
  await page.keyboard.press('n');
  await expect(page.getByText('Every name is with its animal.')).toBeVisible();
  await look(page, 'names none left');
  await page.keyboard.press('Control+z');
  await expect(page.getByText('Which of these is FW001?')).toBeVisible();
  await page.keyboard.press('1');
  await expect(page.getByText('Every name is with its animal.')).toBeVisible();
  await page.getByText('Gallery', { exact: true }).click();
  await expect(page.getByRole('button', { name: /^FW001\./ })).toBeVisible();
  await look(page, 'names individuals');

  // The table of names goes as a whole; what a person said since stays.
  await page.getByRole('button', { name: 'Jobs', exact: true }).click();
  const imports = page.getByRole('region', { name: 'Imports' });
  await expect(imports).toContainText('Individuals from names.csv');
  await look(page, 'imports list');
  await imports
    .getByRole('group', { name: /Individuals from names\.csv/ })
    .getByRole('button', { name: 'Take back' })
    .click();
  const dialog = page.getByRole('dialog', { name: 'Take an import back' });
  await expect(dialog).toContainText('3 names');
  await expect(dialog).toContainText(
    'It leaves, as somebody built on it since, 2 names, 2 individuals',
  );
  await look(page, 'imports take back');
  await dialog.getByRole('button', { name: 'Take it back' }).click();
  await expect(imports).toContainText('taken back by Ann Lee');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('Control+1');
  await expect(loop).not.toContainText('to place');
});

test('pictures that look like cut-outs are asked about, and the answer can be taken back', async ({
  page,
  app,
}) => {
  const folder = join(app.folder, 'crops');
  await mkdir(folder);
  for (let at = 0; at < 14; at += 1) {
    const size = { width: 200 + 13 * at, height: 120 + 7 * at };
    const background = `rgb(60,${90 + at},120)`;
    await sharp({ create: { ...size, channels: 3, background } })
      .jpeg()
      .toFile(join(folder, `fin ${at}.jpg`));
  }
  await page.goto(await app.start());
  await newCatalogue(page, 'Crops');
  await iAm(page, 'Ann Lee');
  await page.keyboard.press('Control+2');
  await importFolder(page, folder);
  await expect(page.getByText('14 of 14 photos')).toBeVisible();
  const question = page.getByText(/^14 of these pictures look like cut-outs/);
  await expect(question).toBeVisible();
  await look(page, 'cut-outs asked');
  await page.getByRole('combobox', { name: 'What they show' }).click();
  await page.getByRole('option', { name: 'fluke' }).click();
  await page.getByRole('button', { name: 'These are cut-outs' }).click();
  await expect(question).toHaveCount(0);
  await expect(page.getByRole('option', { name: /fin 3\.jpg, 1 box/ })).toBeVisible();
  await page.getByRole('button', { name: 'Jobs', exact: true }).click();
  const made = page.getByRole('group', { name: /^Cut-outs from/ });
  await expect(made).toContainText('14 boxes');
  await made.getByRole('button', { name: 'Take back' }).click();
  await page.getByRole('button', { name: 'Take it back' }).click();
  await expect(made).toContainText('taken back by Ann Lee');
});
