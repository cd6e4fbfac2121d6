import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import type { Bench } from './bench-row.ts';
import { resultsPage, type BenchResult } from './results-page.ts';

/** One is loaded when it is wanted: a machine that is lent for an hour has the runtime, and no more. */
const areas: Readonly<Record<string, () => Promise<readonly Bench[]>>> = {
  app: async () => (await import('./app/index.ts')).appBenches,
  annotate: async () => (await import('./annotate/index.ts')).annotateBenches,
  catalog: async () => (await import('./catalog/index.ts')).catalogBenches,
  detector: async () => (await import('./detector/index.ts')).detectorBenches,
  embedder: async () => (await import('./embedder/index.ts')).embedderBenches,
  engine: async () => (await import('./engine/index.ts')).engineBenches,
  formats: async () => (await import('./formats/index.ts')).formatBenches,
  gpu: async () => (await import('./gpu/index.ts')).gpuBenches,
  identify: async () => (await import('./identify/index.ts')).identifyBenches,
  import: async () => (await import('./import/index.ts')).importBenches,
  matching: async () => (await import('./matching/index.ts')).matchingBenches,
  real: async () => (await import('./real/index.ts')).realBenches,
  renderer: async () => (await import('./renderer/index.ts')).rendererBenches,
};

/**
 * `npm run bench [-- part of a name]`: runs the benches whose names hold the words given, keeps each
 * one's last result in `bench/results/`, and writes `bench/RESULTS.md` from all of them. Ends with 1 if
 * a bar does not hold.
 */
const words = process.argv.slice(2);
const [first = ''] = words;
const asked = first in areas ? [first] : Object.keys(areas);
const benches = (await Promise.all(asked.map((area) => areas[area]?.() ?? []))).flat();
const chosen = benches.filter(({ name }) => words.every((word) => name.includes(word)));
if (chosen.length === 0) {
  console.error(`No bench is named "${words.join(' ')}". There are:`);
  for (const { name } of benches) console.error(`  ${name}`);
  process.exit(2);
}

const folder = join(import.meta.dirname, 'results');
mkdirSync(folder, { recursive: true });
const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version}`;
const ran: BenchResult[] = [];
let failed = 0;
for (const { name, run } of chosen) {
  console.log(name);
  const load = loadavg()[0]?.toFixed(1);
  const rows = await run();
  for (const { name: row, ours, unit, ratio, held, bar } of rows) {
    if (held === false) failed += 1;
    console.log(
      `  ${held === undefined ? '  – ' : held ? 'held' : 'NOT '}  ${(ours?.toFixed(1) ?? '–').padStart(9)} ${unit}  ${(ratio?.toFixed(2) ?? '–').padStart(6)}×  ${row} (${bar})`,
    );
  }
  const result: BenchResult = {
    bench: name,
    ranAt: new Date().toISOString(),
    // Other programs' work slows ours and the peer's: the load at the start says how far to trust this.
    machine: `${machine}, load ${load} at the start`,
    rows,
  };
  ran.push(result);
  const file = `${name.replace(/[^a-z0-9]+/gi, '-')}.json`;
  writeFileSync(join(folder, file), `${JSON.stringify(result, null, 2)}\n`);
}
const results = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as BenchResult);
try {
  const { format } = await import('prettier');
  const page = await format(resultsPage(results), { parser: 'markdown' });
  writeFileSync(join(import.meta.dirname, 'RESULTS.md'), page);
} catch (error) {
  console.log(`RESULTS.md stays as it was: ${String(error)}`);
  console.log(JSON.stringify(ran, null, 2));
}
process.exitCode = failed === 0 ? 0 : 1;
