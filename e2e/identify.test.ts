import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test, type ServedApp } from './app.ts';
import { lookInBothThemes as look } from './look.ts';
import { boxFins, drawFins, embedFins } from './named-fins.ts';

const main = fileURLToPath(new URL('../cli/main.ts', import.meta.url));

/** A catalogue of drawn fins; the first photos of each animal but the last are named already. */
async function demo(app: ServedApp, photos: number, named: (code: string, nth: number) => boolean) {
  const fins = await drawFins(app.folder, photos, 6);
  const folder = join(app.folder, 'Moray.resight');
  const env = { ...process.env, RESIGHT_STATE: join(app.folder, 'state'), HOME: app.folder };
  const run = (...args: string[]) => execFileSync(process.execPath, [main, ...args], { env });
  run('new', folder);
  run('import', 'photos', fins.photosFolder, '--catalogue', folder);
  const counts = boxFins(folder, fins, named);
  embedFins(folder, counts.boxes);
  return { folder, fins, counts };
}

test('look', async ({ page, app }) => {
  const { folder } = await demo(app, 24, (code, nth) => code !== 'DM006' && nth <= 2);
  const url = await app.start('--catalogue', folder);
  await page.goto(url);
  await page.getByRole('button', { name: /^Identify/ }).click();
  await expect(page.getByText('Embedder 1')).toBeVisible();
  await page.waitForTimeout(800);
  await look(page, 'identify');
});
