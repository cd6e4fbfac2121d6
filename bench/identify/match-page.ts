import { link, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import sharp from 'sharp';
import { fillWithAnimals } from '#catalog/matching/made-animals.fixture.ts';
import { createCatalogue } from '#catalog/open-catalogue.ts';
import { variantPath } from '#catalog/pictures/variants.ts';
import { storeSettings } from '#catalog/settings/store-settings.ts';
import { buildRenderer } from '#scripts/build-renderer.ts';
import { ensureChromium } from '#scripts/chromium.ts';
import type { BenchRow } from '../bench-row.ts';
import { median } from '../median.ts';
import { ServedCatalogue } from '../renderer/served.ts';

const OPEN_BAR_MS = 300;
const NEXT_BAR_MS = 100;
/** A hand that is sure of itself: milliseconds from one picture to the next verdict. */
const LOOK_MS = 700;
const VERDICTS = 30;

const sea = (width: number, height: number) =>
  sharp({
    create: {
      width,
      height,
      channels: 3,
      background: '#456',
      noise: { type: 'gaussian', mean: 110, sigma: 25 },
    },
  })
    .blur(1.5)
    .jpeg({ quality: 82 })
    .toBuffer();

/** The pictures that the page shows, each one real file under many names. */
async function putPictures(
  layout: { thumbs: string; crops: string },
  boxes: readonly { boxId: number; sha256: string }[],
): Promise<void> {
  await mkdir(layout.thumbs, { recursive: true });
  const [view, crop] = [join(layout.thumbs, 'view.jpg'), join(layout.thumbs, 'crop.jpg')];
  await writeFile(view, await sea(2048, 1365));
  await writeFile(crop, await sea(384, 256));
  const folders = new Set<string>();
  const put = async (original: string, path: string) => {
    const folder = dirname(path);
    if (!folders.has(folder)) await mkdir(folder, { recursive: true });
    folders.add(folder);
    await link(original, path);
  };
  for (const { boxId, sha256 } of boxes) {
    await put(view, variantPath(layout.thumbs, sha256, 'view'));
    const name = `${boxId}-1-${sha256.slice(0, 12)}.jpg`;
    await put(crop, join(layout.crops, 'shown', String(boxId % 256), name));
  }
}

/**
 * Runs in the page: milliseconds from an act until the first candidate of a fin stands there with its
 * picture and what its score means.
 */
const untilCandidate = (act: string) => `new Promise((resolve, reject) => {
  const shown = () => document.querySelector('[data-pane="query"]')?.dataset.box;
  const before = shown();
  const begin = performance.now();
  ${act};
  const look = () => {
    const card = document.querySelector('.candidate[aria-pressed="true"]');
    const picture = card?.querySelector('img');
    const isThere = shown() !== undefined && shown() !== before && picture?.complete &&
      picture.naturalWidth > 0 && /chance of .* in 100/.test(card.getAttribute('aria-label') ?? '');
    if (isThere) resolve(performance.now() - begin);
    else if (performance.now() - begin > 20000) reject(new Error('No candidate came.'));
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})`;

const opened = (page: Page) =>
  page.evaluate<number>(
    untilCandidate(`document.querySelector('.rail-entry[aria-label^="Identify"]').click()`),
  );

const judged = (page: Page) =>
  page.evaluate<number>(
    untilCandidate(
      `window.dispatchEvent(new KeyboardEvent('keydown', { key: 'm', bubbles: true }))`,
    ),
  );

/** Opens the match page of a large catalogue in the real browser shell and judges fins by key. */
export async function matchPage(rounds = 5): Promise<BenchRow[]> {
  const parent = await mkdtemp(join(tmpdir(), 'resight-bench-identify-'));
  const executablePath = ensureChromium();
  await buildRenderer();
  const asRoot = process.getuid?.() === 0;
  const browser = await chromium.launch({ executablePath, args: asRoot ? ['--no-sandbox'] : [] });
  try {
    const catalogue = createCatalogue(parent, 'Match');
    fillWithAnimals(catalogue, { individuals: 1000, photos: 20, named: 18, dimensions: 512 });
    storeSettings(catalogue, { reviewerId: 1 });
    const boxes = catalogue.all<{ boxId: number; sha256: string }>(
      'SELECT b.id AS boxId, p.sha256 FROM boxes b JOIN photos p ON p.id = b.photo_id',
    );
    const { folder, layout } = catalogue;
    await putPictures(layout, boxes);
    catalogue.close();
    await using served = await ServedCatalogue.start(folder, join(parent, 'state'));
    const openings: number[] = [];
    const steps: number[] = [];
    const context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
    const page = await context.newPage();
    for (let round = 0; round < rounds; round += 1) {
      if (round === 0) await page.goto(served.url);
      else {
        await page.locator('.rail-entry[aria-label^="Overview"]').click();
        await page.reload();
      }
      await page.getByRole('heading', { name: 'Overview' }).waitFor();
      // A person looks at the first screen before they go on.
      await page.waitForTimeout(1500);
      openings.push(await opened(page));
      for (let verdict = 0; verdict < VERDICTS / rounds; verdict += 1) {
        await page.waitForTimeout(LOOK_MS);
        steps.push(await judged(page));
      }
    }
    const worst = (values: readonly number[]) => Math.max(...values).toFixed(0);
    const of = `${boxes.length.toLocaleString('en')} boxes of 1,000 animals, vectors of 512 numbers; headless Chromium`;
    return [
      {
        name: 'from the click on Identify to the first candidate, its picture and its probability',
        ours: median(openings),
        peerName: 'the bar',
        unit: 'ms',
        bar: `≤ ${OPEN_BAR_MS} ms`,
        held: median(openings) <= OPEN_BAR_MS,
        note: `median of ${openings.length}, each in a page loaded anew, after 1.5 s on the first screen; longest ${worst(openings)} ms; ${of}`,
      },
      {
        name: 'from the key of a verdict to the next fin with its first candidate',
        ours: median(steps),
        peerName: 'the bar',
        unit: 'ms',
        bar: `≤ ${NEXT_BAR_MS} ms`,
        held: median(steps) <= NEXT_BAR_MS,
        note: `median of ${steps.length} verdicts ${LOOK_MS} ms apart, each stored before the next fin stands there; longest ${worst(steps)} ms; ${of}`,
      },
    ];
  } finally {
    await browser.close();
    await rm(parent, { recursive: true, force: true });
  }
}
