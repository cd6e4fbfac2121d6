import { link, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import sharp from 'sharp';
import { createCatalogue } from '#catalog/open-catalogue.ts';
import { variantPath } from '#catalog/pictures/variants.ts';
import { buildRenderer } from '#scripts/build-renderer.ts';
import { ensureChromium } from '#scripts/chromium.ts';
import { fillCatalogue } from '../catalog/fill.ts';
import type { BenchRow } from '../bench-row.ts';
import { ServedCatalogue } from './served.ts';

const OPEN_BAR_MS = 2000;
const FRAME_BAR_MS = 100;
/** Seconds for the whole way: some two screens a frame, faster than a hand. */
const SCROLL_SECONDS = 20;
/** As fast as a person still sees pictures, in pixels a millisecond: about four screens a second. */
const WALK = 3;

/** A thumbnail for every photo; a dozen real ones, each under many names. */
async function putThumbs(thumbs: string, digests: readonly string[]): Promise<void> {
  const originals: string[] = [];
  await mkdir(thumbs, { recursive: true });
  for (let number = 0; number < 12; number += 1) {
    const path = join(thumbs, `original-${number}.jpg`);
    const noise = { type: 'gaussian' as const, mean: 90 + 6 * number, sigma: 25 };
    const picture = sharp({
      create: { width: 256, height: 171, channels: 3, background: '#456', noise },
    });
    await writeFile(path, await picture.blur(1.5).jpeg({ quality: 82 }).toBuffer());
    originals.push(path);
  }
  for (const [index, digest] of digests.entries()) {
    const path = variantPath(thumbs, digest, 'thumb');
    await mkdir(dirname(path), { recursive: true });
    await link(originals[index % originals.length] ?? '', path);
  }
}

interface Scrolled {
  frames: number;
  longest: number;
  median: number;
  /** Share of the way, 1 for all. */
  reached: number;
}

/**
 * Runs in the page: moves the grid a little each frame, down to its end or at `speed` pixels a
 * millisecond; the lengths of the frames.
 */
const scrollScript = (seconds: number, speed: number | null) => `new Promise((resolve) => {
  const grid = document.querySelector('.photo-scroll');
  grid.scrollTop = 0;
  const whole = grid.scrollHeight - grid.clientHeight;
  const way = ${speed === null ? 'whole' : `${seconds * 1000 * speed}`};
  const frames = [];
  const begin = performance.now();
  let last = begin;
  const step = (now) => {
    frames.push(now - last);
    last = now;
    const share = Math.min(1, (now - begin) / ${seconds * 1000});
    grid.scrollTop = share * way;
    if (share < 1) requestAnimationFrame(step);
    else resolve({ frames: frames.slice(1), reached: grid.scrollTop / way });
  };
  requestAnimationFrame(step);
})`;

async function scrollThrough(page: Page, seconds: number, speed: number | null): Promise<Scrolled> {
  const { frames, reached } = await page.evaluate<{ frames: number[]; reached: number }>(
    scrollScript(seconds, speed),
  );
  const sorted = frames.toSorted((a, b) => a - b);
  return {
    frames: frames.length,
    longest: sorted.at(-1) ?? NaN,
    median: sorted[sorted.length >> 1] ?? NaN,
    reached,
  };
}

function scrollRow(name: string, scrolls: readonly Scrolled[]): BenchRow {
  const longest = Math.max(...scrolls.map((each) => each.longest));
  const medians = scrolls.map(({ median }) => median.toFixed(1)).join(', ');
  return {
    name: `${name}, longest frame`,
    ours: longest,
    peerName: 'the bar',
    unit: 'ms',
    bar: `no frame > ${FRAME_BAR_MS} ms`,
    held: longest <= FRAME_BAR_MS && scrolls.every(({ reached }) => reached > 0.99),
    note: `medians ${medians} ms of ${scrolls.map(({ frames }) => frames).join(', ')} frames; headless Chromium`,
  };
}

/** Opens a catalogue of 50,000 photos in the real browser shell and scrolls its grid end to end. */
export async function photoGrid(photos = 50_000, rounds = 3): Promise<BenchRow[]> {
  const parent = await mkdtemp(join(tmpdir(), 'resight-bench-grid-'));
  const executablePath = ensureChromium();
  await buildRenderer();
  const asRoot = process.getuid?.() === 0;
  const browser = await chromium.launch({
    executablePath,
    args: asRoot ? ['--no-sandbox'] : [],
  });
  try {
    const catalogue = createCatalogue(parent, 'Grid');
    const { folder, layout } = catalogue;
    await putThumbs(layout.thumbs, fillCatalogue(catalogue, photos));
    catalogue.close();
    const opened: number[] = [];
    const flights: Scrolled[] = [];
    const walks: Scrolled[] = [];
    for (let round = 0; round < rounds; round += 1) {
      await using served = await ServedCatalogue.start(folder, join(parent, `state-${round}`));
      const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
      const begin = performance.now();
      await page.goto(served.url);
      await page.getByRole('button', { name: 'Photos', exact: true }).click();
      const first = page.getByRole('option').first();
      await first.click();
      await page.locator('.photo-cell.selected img').first().waitFor();
      opened.push(performance.now() - begin);
      flights.push(await scrollThrough(page, SCROLL_SECONDS, null));
      await page.locator('.photo-cell img').first().waitFor();
      walks.push(await scrollThrough(page, SCROLL_SECONDS / 2, WALK));
      await page.close();
    }
    const openedMs = opened.toSorted((a, b) => a - b)[opened.length >> 1] ?? NaN;
    return [
      {
        name: `opening ${photos.toLocaleString('en')} photos to a grid that takes a click`,
        ours: openedMs,
        peerName: 'the bar',
        unit: 'ms',
        bar: `< ${OPEN_BAR_MS} ms`,
        held: openedMs < OPEN_BAR_MS,
        note: 'from the address to a photo selected in the grid, opening screen and change of view included; median of three',
      },
      scrollRow(`scrolling ${photos.toLocaleString('en')} photos end to end`, flights),
      scrollRow(`scrolling at ${WALK} px/ms, every picture drawn`, walks),
    ];
  } finally {
    await browser.close();
    await rm(parent, { recursive: true, force: true });
  }
}
