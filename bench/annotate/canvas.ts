import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import sharp from 'sharp';
import { directClient } from '#api/server.ts';
import { buildRenderer } from '#scripts/build-renderer.ts';
import { ensureChromium } from '#scripts/chromium.ts';
import type { BenchRow } from '../bench-row.ts';
import { headlessApp } from '../headless-app.ts';
import { ServedCatalogue } from '../renderer/served.ts';

const WIDTH = 6000;
const HEIGHT = 4000;
const BOXES = 200;
const SECONDS = 6;

async function makePhotos(folder: string, count: number): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (let number = 0; number < count; number += 1) {
    const noise = { type: 'gaussian' as const, mean: 100 + 5 * number, sigma: 30 };
    await sharp({
      create: { width: WIDTH, height: HEIGHT, channels: 3, background: '#456', noise },
    })
      .blur(1.2)
      .jpeg({ quality: 88 })
      .toFile(join(folder, `${number}.jpg`));
  }
}

/** A catalogue of 24-megapixel photos, two hundred boxes on the first. */
async function makeCatalogue(parent: string, photos: number): Promise<string> {
  const folder = join(parent, 'photos');
  await makePhotos(folder, photos);
  const app = headlessApp(parent);
  try {
    const client = directClient(app);
    const made = await client.catalogue.create({ parent, name: 'Large photos' });
    await client.jobs.start({ kind: 'import-photos', spec: { paths: [folder] } });
    await app.open.queue.idle();
    const { rows } = await client.photos.list({ sort: { by: 'taken' } });
    await client.boxes.edit({
      photoId: rows[0]?.id ?? 0,
      action: 'Draw',
      changes: Array.from({ length: BOXES }, (_, at) => ({
        kind: 'create' as const,
        fields: {
          classId: 1 + (at % 3),
          x: 0.02 + 0.047 * (at % 20),
          y: 0.04 + 0.09 * Math.floor(at / 20),
          w: 0.04,
          h: 0.07,
        },
      })),
    });
    return made.folder;
  } finally {
    await app.quit();
  }
}

/**
 * Runs in the page: pans with the right button and zooms with the wheel, an event a frame as a hand
 * gives them, and keeps the length of every frame.
 */
const handScript = (seconds: number) => `new Promise((resolve) => {
  const stage = document.querySelector('.annotate-stage');
  const box = stage.getBoundingClientRect();
  const cx = box.left + box.width / 2;
  const cy = box.top + box.height / 2;
  const send = (type, x, y, more) => stage.dispatchEvent(new PointerEvent(type, {
    bubbles: true, pointerId: 1, clientX: x, clientY: y, button: 2, buttons: 2, ...more }));
  stage.setPointerCapture = () => {};
  const frames = [];
  const begin = performance.now();
  let last = begin;
  let at = 0;
  const step = (now) => {
    frames.push(now - last);
    last = now;
    at += 1;
    const phase = at % 120;
    if (phase < 60) {
      if (phase === 0 || at === 1) send('pointerdown', cx, cy);
      send('pointermove', cx + 220 * Math.sin(at / 9), cy + 120 * Math.cos(at / 7));
      if (phase === 59) send('pointerup', cx, cy);
    } else {
      stage.dispatchEvent(new WheelEvent('wheel', { bubbles: true, cancelable: true,
        clientX: cx + 60, clientY: cy + 30, deltaY: phase < 90 ? -60 : 60 }));
    }
    if (now - begin < ${seconds * 1000}) requestAnimationFrame(step);
    else resolve(frames.slice(1));
  };
  requestAnimationFrame(step);
})`;

/** Runs in the page: presses the key for the next photo, until its picture stands there. */
const nextScript = `new Promise((resolve) => {
  const name = () => document.querySelector('.annotate-name').textContent;
  const before = name();
  const begin = performance.now();
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }));
  const look = () => {
    const shown = document.querySelector('.annotate-stage[data-picture=shown]');
    if (name() !== before && shown) requestAnimationFrame((now) => resolve(now - begin));
    else if (performance.now() - begin > 5000) resolve(Infinity);
    else requestAnimationFrame(look);
  };
  look();
})`;

async function measure(page: Page, url: string): Promise<{ frames: number[]; next: number[] }> {
  await page.goto(url);
  await page.getByRole('button', { name: 'Annotate', exact: true }).click();
  await page.locator('.annotate-stage[data-picture=shown]').waitFor();
  await page
    .getByRole('option', { name: /dorsal fin/ })
    .first()
    .waitFor();
  const frames = await page.evaluate<number[]>(handScript(SECONDS));
  const next: number[] = [];
  for (let step = 0; step < 4; step += 1) {
    // As long as a person looks at a photo: what comes next is fetched meanwhile.
    await page.waitForTimeout(1500);
    next.push(await page.evaluate<number>(nextScript));
  }
  return { frames, next };
}

export async function canvas(): Promise<BenchRow[]> {
  const parent = await mkdtemp(join(tmpdir(), 'resight-bench-annotate-'));
  const executablePath = ensureChromium();
  await buildRenderer();
  const browser = await chromium.launch({
    executablePath,
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  try {
    const folder = await makeCatalogue(parent, 6);
    await using served = await ServedCatalogue.start(folder, join(parent, 'state-served'));
    const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
    const { frames, next } = await measure(page, served.url);
    const sorted = frames.toSorted((a, b) => a - b);
    const median = sorted[sorted.length >> 1] ?? NaN;
    const longest = sorted.at(-1) ?? NaN;
    const slowest = Math.max(...next);
    const about = `${(WIDTH * HEIGHT) / 1e6} megapixels, ${BOXES} boxes, ${frames.length} frames of panning and zooming; headless Chromium`;
    return [
      {
        name: 'annotate: pan and zoom, frames a second (median)',
        ours: 1000 / median,
        peerName: 'the bar',
        unit: 'fps',
        bar: '≥ 50 fps',
        held: 1000 / median >= 50,
        note: about,
      },
      {
        name: 'annotate: pan and zoom, longest frame',
        ours: longest,
        peerName: 'the bar',
        unit: 'ms',
        bar: 'no frame > 50 ms',
        // A frame is a whole number of 16.7 ms; three of them are the bar.
        held: longest <= 51,
        note: about,
      },
      {
        name: 'annotate: from the key to the next photo',
        ours: slowest,
        peerName: 'the bar',
        unit: 'ms',
        bar: '≤ 150 ms',
        held: slowest <= 150,
        note: `slowest of ${next.length}: ${next.map((ms) => ms.toFixed(0)).join(', ')} ms; fetched ahead while the photo before is looked at`,
      },
    ];
  } finally {
    await browser.close();
    await rm(parent, { recursive: true, force: true });
  }
}
