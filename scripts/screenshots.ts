/**
 * Pictures of the documents, taken of the real app in a real browser:
 * `node scripts/screenshots.ts [FOLDER]`, where FOLDER holds what `resight quickstart` made; without one
 * a small quickstart is run first, in a folder that is removed afterwards.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from '@playwright/test';
import sharp from 'sharp';
import { directClient } from '#api/server.ts';
import { newApp } from '#cli/session.ts';
import { buildRenderer } from './build-renderer.ts';
import { ensureChromium } from './chromium.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const pictures = join(root, 'docs', 'pictures');
const main = join(root, 'cli', 'main.ts');
const size = { width: 1280, height: 800 };
/** A picture of the documents is at most this large, bytes. */
const MOST_BYTES = 150_000;
/** Tried in order: waves are the worst. */
const qualities = [86, 78, 70, 60];
/** Fins left open, so that Identify has something to show. */
const OPEN = 8;

/** Every view, and what to wait for before its picture is taken. */
const views: readonly (readonly [name: string, shown: string])[] = [
  ['overview', '.loop'],
  ['photos', '.photos [role="option"] img'],
  ['annotate', '.annotate-stage canvas'],
  ['detector', '.versions-page'],
  ['models', '.versions-page'],
  ['identify', '.candidate'],
  ['individuals', '.individual-card img'],
  ['export', '.export-preview'],
];

async function keep(page: Page, name: string): Promise<void> {
  const taken = await page.screenshot({ animations: 'disabled' });
  for (const quality of qualities) {
    const small = await sharp(taken).webp({ quality, effort: 6 }).toBuffer();
    if (small.length > MOST_BYTES) continue;
    await writeFile(join(pictures, `${name}.webp`), small);
    process.stdout.write(
      `${name}.webp, quality ${quality}, ${Math.round(small.length / 1000)} kB\n`,
    );
    return;
  }
  throw new Error(`The picture of ${name} cannot be made small enough.`);
}

/** Takes back the last names, as a person who was not sure after all. */
async function leaveOpen(catalogue: string): Promise<void> {
  const app = newApp();
  try {
    const client = directClient(app);
    await client.catalogue.open({ folder: catalogue });
    const [reviewer] = await client.settings.reviewers();
    const { waiting } = await client.decisions.queue({});
    if (reviewer === undefined) return;
    for (let open = waiting; open < OPEN; open += 1)
      await client.decisions.undo({ reviewerId: reviewer.id });
  } finally {
    await app.quit();
  }
}

const running = new Set<ChildProcess>();

function stop(child: ChildProcess): void {
  child.kill();
  running.delete(child);
}

/** The app over a catalogue; without one its first screen. */
async function served(state: string, catalogue: string | null) {
  const child = spawn(
    process.execPath,
    [main, 'serve', '--no-open', ...(catalogue === null ? [] : ['--catalogue', catalogue])],
    { env: { ...process.env, RESIGHT_STATE: state }, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  running.add(child);
  const address = await new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const [url] = /http:\S+/.exec(text) ?? [];
      if (url !== undefined) resolve(url);
    });
    child.on('exit', (code) => reject(new Error(`The app ended with code ${code}.`)));
  });
  return { child, address };
}

const [given] = process.argv.slice(2);
const scratch = await mkdtemp(join(tmpdir(), 'resight-pictures-'));
// The recent catalogues of whoever runs this stay out of the pictures.
process.env.RESIGHT_STATE = join(scratch, 'state');
const browser = await chromium.launch({
  executablePath: ensureChromium(),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
try {
  await buildRenderer();
  await mkdir(pictures, { recursive: true });
  const folder = given ?? join(scratch, 'Moray');
  if (given === undefined) {
    const small = ['--photos', '48', '--individuals', '5', '--width', '1100', '--boxed', '0.6'];
    const { status } = spawnSync(
      process.execPath,
      [main, 'quickstart', folder, ...small, '--networks', 'tiny'],
      { stdio: 'inherit' },
    );
    if (status !== 0) throw new Error('The quickstart did not come to its end.');
  }
  const catalogue = join(folder, 'Demo.resight');
  await leaveOpen(catalogue);
  const page = await browser.newPage({ viewport: size, reducedMotion: 'reduce' });
  const first = await served(join(scratch, 'nobody'), null);
  await page.goto(first.address);
  await page.getByRole('button', { name: /Open the demo catalogue/ }).waitFor();
  await keep(page, 'start');
  stop(first.child);
  const app = await served(join(scratch, 'state'), catalogue);
  await page.goto(app.address);
  await page.getByRole('button', { name: 'Not now' }).click();
  for (const [name, shown] of views) {
    await page.locator(`[data-view="${name}"]`).click();
    await page.locator(shown).first().waitFor();
    // Pictures within the page come by themselves.
    await page.waitForLoadState('networkidle');
    await page.waitForTimeout(400);
    if (name === 'detector' || name === 'models') {
      // What a version reached is worth more than where things stand.
      const version = page
        .locator('.versions-side [aria-label^="Versions"] button')
        .filter({ hasText: 'in use' })
        .first();
      if ((await version.count()) > 0) await version.click();
      await page.waitForTimeout(400);
    }
    await page.mouse.move(0, 0);
    await keep(page, name);
  }
  stop(app.child);
} finally {
  for (const child of running) child.kill();
  await browser.close();
  await rm(scratch, { recursive: true, force: true });
}
