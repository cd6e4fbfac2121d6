import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from '@playwright/test';
import { buildRenderer } from '#scripts/build-renderer.ts';
import { ensureChromium } from '#scripts/chromium.ts';
import type { BenchRow } from '../bench-row.ts';
import { median } from '../median.ts';
import { ServedCatalogue } from '../renderer/served.ts';
import { processTree } from './process-tree.ts';

const START_BAR_MS = 2000;
const MEMORY_BAR_MB = 400;
const ROUNDS = 5;
/** Long enough that what was started for the first screen has settled. */
const IDLE_MS = 15_000;

/** The demo of the first screen, half of it boxed and named; smaller photos, which nothing here opens. */
function drawDemo(folder: string): string {
  const main = fileURLToPath(new URL('../../cli/main.ts', import.meta.url));
  execFileSync(process.execPath, [main, 'demo', folder, '--width', '640', '--boxed', '0.5'], {
    env: { ...process.env, RESIGHT_STATE: join(folder, 'state') },
    stdio: 'ignore',
  });
  return join(folder, 'Demo.resight');
}

const view = (page: Page, name: string) =>
  page
    .getByRole('navigation', { name: 'Views' })
    .getByRole('button', { name: new RegExp(`^${name}(?:,|$)`) });

/** Until the first screen shows its figures and has answered a click. */
async function untilInteractive(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.getByRole('region', { name: 'Next best step' }).waitFor();
  await view(page, 'Photos').click();
  await page.getByRole('option').first().waitFor();
}

const pause = (milliseconds: number) =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });

const words = (pids: readonly { megabytes: number }[]) =>
  pids.map(({ megabytes }) => `${megabytes.toFixed(0)} MB`).join(' + ');

function memoryRow(name: string, pid: number, note: string): BenchRow {
  const own = processTree(pid);
  const ours = own.reduce((sum, { megabytes }) => sum + megabytes, 0);
  return {
    name,
    ours,
    peerName: 'the bar',
    unit: 'MB',
    bar: `≤ ${MEMORY_BAR_MB} MB`,
    held: ours <= MEMORY_BAR_MB,
    note: `resident, of the shell's Node and what it started (${words(own)}), without the browser; ${note}`,
  };
}

/** Starts the browser shell on the demo as a person does, and asks what it takes while nothing happens. */
export async function startAndMemory(): Promise<BenchRow[]> {
  const parent = await mkdtemp(join(tmpdir(), 'resight-bench-app-'));
  const executablePath = ensureChromium();
  await buildRenderer();
  const asRoot = process.getuid?.() === 0;
  const browser = await chromium.launch({ executablePath, args: asRoot ? ['--no-sandbox'] : [] });
  try {
    const catalogue = drawDemo(parent);
    const starts: number[] = [];
    const servers: number[] = [];
    const rows: BenchRow[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      // Its own storage and cache: a browser that never saw the app.
      await using context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
      const page = await context.newPage();
      const begin = performance.now();
      await using served = await ServedCatalogue.start(catalogue, join(parent, `state-${round}`));
      servers.push(performance.now() - begin);
      await untilInteractive(page, served.url);
      starts.push(performance.now() - begin);
      if (round < ROUNDS - 1) continue;
      await pause(IDLE_MS);
      rows.push(memoryRow('idle, after the start', served.pid, `${IDLE_MS / 1000} s after it`));
      for (const name of ['Annotate', 'Detector', 'Identify', 'Individuals', 'Models', 'Export']) {
        await view(page, name).click();
        await pause(2000);
      }
      await pause(IDLE_MS);
      rows.push(
        memoryRow(
          'idle, after every view was looked at',
          served.pid,
          `${IDLE_MS / 1000} s after the last`,
        ),
      );
    }
    return [
      {
        name: 'from starting the program to a first screen that has answered a click',
        ours: median(starts),
        peerName: 'the bar',
        unit: 'ms',
        bar: `≤ ${START_BAR_MS} ms`,
        held: median(starts) <= START_BAR_MS,
        note: `median of ${ROUNDS} (${starts.map((ms) => ms.toFixed(0)).join(', ')}); of it ${median(servers).toFixed(0)} ms until the address is printed; a browser that is open and has never seen the app, headless Chromium`,
      },
      ...rows,
    ];
  } finally {
    await browser.close();
    await rm(parent, { recursive: true, force: true });
  }
}
