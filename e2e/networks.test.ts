import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { startWeightsServer } from '#api/weights/weights-server.fixture.ts';
import { efficientNetFile } from '#api/weights/efficientnet-file.fixture.ts';
import { expect, test, type ServedApp } from './app.ts';
import { newCatalogue } from './catalogue.ts';
import { look, lookInBothThemes } from './look.ts';
import { boxFins, drawFins } from './named-fins.ts';

const main = fileURLToPath(new URL('../cli/main.ts', import.meta.url));

/**
 * Opens a catalogue of drawn fins of a few animals, of which every fifth fin has no name yet.
 * @param boxed the first photos that are boxed and checked; the others nobody has looked at
 */
async function withFins(page: Page, app: ServedApp, photos: number, boxed = photos): Promise<void> {
  const fins = await drawFins(app.folder, photos, 5);
  const folder = join(app.folder, 'Fins.resight');
  const env = { ...process.env, RESIGHT_STATE: join(app.folder, 'state'), HOME: app.folder };
  const run = (...args: string[]) => execFileSync(process.execPath, [main, ...args], { env });
  run('new', folder);
  run('import', 'photos', fins.photosFolder, '--catalogue', folder);
  const looked = { ...fins, truth: { photos: fins.truth.photos.slice(0, boxed) } };
  boxFins(folder, looked, (_, nth) => nth % 5 !== 0);
  await page.goto(await app.start('--catalogue', folder));
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible();
}

const side = (page: Page, name: string) =>
  page.getByRole('complementary').getByRole('button', { name, exact: true });

test('starting weights come from an address or from disk, checked, resumed and refused with reasons', async ({
  page,
  app,
}) => {
  const bytes = await efficientNetFile();
  const server = await startWeightsServer({
    '/b0.safetensors': { bytes, etag: '"b0"', cuts: [2_000_000] },
    '/other.safetensors': { bytes },
  });
  await mkdir(join(app.folder, 'files'));
  await writeFile(
    join(app.folder, 'files', 'weights.pt'),
    Buffer.from('PK\u0003\u0004 a zip of pickles'),
  );
  await page.goto(await app.start());
  await newCatalogue(page, 'Weights');
  await page.keyboard.press('Control+7');
  await side(page, 'Starting weights').click();
  await expect(page.getByText(/On a machine without a network/)).toBeVisible();
  await look(page, 'models weights empty');

  const address = page.getByRole('textbox', { name: 'Another address' });
  await address.fill(`${server.base}/b0.safetensors`);
  await page.getByRole('button', { name: 'Fetch', exact: true }).click();
  await expect(page.getByText('EfficientNet B0, all tensors there')).toBeVisible();
  // The connection was cut once; the rest was asked for.
  expect(server.asked.at(-1)?.range).toMatch(/^bytes=\d{6,}-$/);
  await expect(page.getByText(/nobody here knows what it should be/)).toBeVisible();
  await page
    .getByRole('radiogroup', { name: 'Library of b0.safetensors' })
    .getByText('timm', { exact: true })
    .click();
  await expect(page.getByText(/all tensors there · timm/)).toBeVisible();

  // Another content than it should have is thrown away, and said.
  await address.fill(`${server.base}/other.safetensors`);
  await page.getByRole('textbox', { name: /SHA-256/ }).fill('f'.repeat(64));
  await page.getByRole('button', { name: 'Fetch', exact: true }).click();
  await expect(page.getByText(/is not the file that was expected/)).toBeVisible();
  await lookInBothThemes(page, 'models weights');
  await page.getByRole('button', { name: 'Throw away the download of other.safetensors' }).click();
  await expect(page.getByText(/is not the file that was expected/)).toHaveCount(0);

  await page.getByRole('button', { name: 'Bring a file from disk…' }).click();
  await page
    .getByRole('textbox', { name: 'Folder or file' })
    .fill(join(app.folder, 'files', 'weights.pt'));
  await page.keyboard.press('Enter');
  await expect(page.getByText(/is a pickled PyTorch file, which can run code/)).toBeVisible();

  await page.getByRole('button', { name: 'Train from it' }).click();
  await expect(page.getByRole('combobox', { name: 'Starting weights' })).toHaveValue(
    /b0\.safetensors/,
  );
  await server.close();
});

test('a new user gets proposals without training, trains a detector, and looks into its mistakes', async ({
  page,
  app,
}) => {
  await withFins(page, app, 24, 16);
  await page.keyboard.press('Control+4');
  await expect(page.getByRole('heading', { name: 'Detector', exact: true })).toBeVisible();
  await lookInBothThemes(page, 'detector standing');
  await side(page, 'Detect on photos').click();
  await page.getByRole('radio', { name: /The first of them/ }).check();
  await page.getByRole('textbox', { name: 'How many photos' }).fill('4');
  await expect(page.getByRole('combobox', { name: 'Version' })).toHaveValue(/starter detector/);
  await look(page, 'detector detect');
  await page.getByRole('button', { name: 'Detect on 4 photos' }).click();
  await expect(page.getByText(/boxes proposed on 4 photos/)).toBeVisible({ timeout: 150_000 });
  await page.getByRole('button', { name: /^Review \d+ detections?$/ }).click();
  await expect(page.getByText(/^Detection 1 of \d+, the doubtful ones first/)).toBeVisible();
  await expect(page.locator('.annotate-stage')).toHaveAttribute('data-picture', 'shown');
  await look(page, 'detector review');
  await page.keyboard.press('Control+4');

  await side(page, 'Train a version').click();
  await page.getByRole('button', { name: 'All options' }).click();
  await page.getByRole('textbox', { name: 'Epochs' }).fill('2');
  await page.getByRole('textbox', { name: 'Photos in a batch' }).fill('4');
  await page.getByRole('textbox', { name: 'Side of the pictures' }).fill('128');
  await expect(page.getByText(/^Learns from \d+ boxes on \d+ photos;/)).toBeVisible();
  await lookInBothThemes(page, 'detector train');
  await page.getByRole('button', { name: 'Begin the training' }).click();
  await expect(page.getByRole('heading', { name: /^Detector \d/ })).toBeVisible();
  await expect(page.getByRole('figure', { name: 'Loss' })).toBeVisible({ timeout: 150_000 });
  await expect(page.getByRole('heading', { name: 'How well it does' })).toBeVisible({
    timeout: 150_000,
  });
  await lookInBothThemes(page, 'detector version');

  // Renamed, put in use and back.
  await page.getByRole('button', { name: /^More for Detector/ }).click();
  await page.getByRole('menuitem', { name: 'Rename…' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('First of June');
  await page.getByRole('button', { name: 'Rename', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'First of June' })).toBeVisible();

  // A mistake opens its photo in Annotate, at that place.
  const mistake = page
    .getByRole('button', { name: /open in Annotate|(?:Missed|Taken for) dorsal fin/ })
    .first();
  const name = /on (\S+\.jpg)/i.exec(
    (await mistake.getByRole('img').getAttribute('alt')) ?? '',
  )?.[1];
  await mistake.click();
  await expect(page.locator('.annotate-name')).toHaveText(name ?? 'a photo');
  await look(page, 'detector mistake in annotate');
});

test('an embedding network is trained, judged, looked into and used, by a person at the screen', async ({
  page,
  app,
}) => {
  await withFins(page, app, 40);
  await page.keyboard.press('Control+7');
  await expect(page.getByRole('heading', { name: 'Models', exact: true })).toBeVisible();
  await look(page, 'models standing');
  await side(page, 'Augmentation').click();
  await expect(page.getByRole('img', { name: 'As it was cut' }).first()).toBeVisible();
  await look(page, 'models augmentation');
  await side(page, 'Pseudo-labels').click();
  await expect(page.getByText('Not yet')).toBeVisible();

  await side(page, 'Train a version').click();
  await page.getByRole('combobox', { name: 'Starting weights' }).click();
  await page.getByRole('option', { name: /Random numbers/ }).click();
  await page.getByRole('button', { name: 'All options' }).click();
  await page.getByRole('textbox', { name: 'Epochs' }).fill('2');
  await page.getByRole('textbox', { name: 'Fins in a batch' }).fill('4');
  await page.getByRole('textbox', { name: 'Width of a crop' }).fill('96');
  await expect(page.getByText(/^Learns from \d+ boxes on \d+ photos?;/)).toBeVisible();
  await look(page, 'models train');
  await page.getByRole('button', { name: 'Begin the training' }).click();
  await expect(page.getByRole('heading', { name: 'Embedder 1' })).toBeVisible();
  await expect(page.getByRole('figure', { name: 'Loss' })).toBeVisible({ timeout: 150_000 });
  await page.getByRole('button', { name: 'Table of Loss' }).click();
  await expect(page.getByRole('region', { name: 'Loss' }).getByRole('row')).not.toHaveCount(1);

  await expect(page.getByRole('heading', { name: 'How well it does' })).toBeVisible({
    timeout: 150_000,
  });
  await expect(page.getByText('in use', { exact: true }).first()).toBeVisible();
  await lookInBothThemes(page, 'models version');
  await page.setViewportSize({ width: 2560, height: 1440 });
  await look(page, 'models version large');
  await page.setViewportSize({ width: 1280, height: 720 });

  // The same network comes back as anybody's ONNX file would.
  await side(page, 'Import a network').click();
  await page.getByRole('button', { name: 'Choose a file…' }).click();
  const onnx = join(app.folder, 'Fins.resight', 'models', 'embedder-1', 'network.onnx');
  await page.getByRole('textbox', { name: 'Folder or file' }).fill(onnx);
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Theirs');
  await look(page, 'models import');
  await page.getByRole('button', { name: 'Import it' }).click();
  await expect(page.getByRole('heading', { name: 'Theirs' })).toBeVisible();
  await expect(page.getByText(/has not been judged on encounters/)).toBeVisible();

  await side(page, 'Where things stand').click();
  await page.getByRole('button', { name: 'Make the missing ones' }).click();
  await expect(page.getByText(/^(\d+) of \1 fins have a vector of Embedder 1/)).toBeVisible({
    timeout: 90_000,
  });
  await side(page, 'Pseudo-labels').click();
  await page.getByRole('radio', { name: /The surest/ }).check();
  await page.getByRole('textbox', { name: 'How many of the surest' }).fill('3');
  await expect(page.getByRole('heading', { name: '3 fins would be named' })).toBeVisible();
  await lookInBothThemes(page, 'models pseudo-labels');
  await page.getByRole('button', { name: 'Keep these for the next training' }).click();
  await page.getByRole('button', { name: 'Train with it…' }).click();
  await expect(page.getByText('Also learns from the pseudo-labels of one round.')).toBeVisible();
});
