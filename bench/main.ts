import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { format } from 'prettier';
import { appBenches } from './app/index.ts';
import { annotateBenches } from './annotate/index.ts';
import type { Bench } from './bench-row.ts';
import { catalogBenches } from './catalog/index.ts';
import { detectorBenches } from './detector/index.ts';
import { embedderBenches } from './embedder/index.ts';
import { engineBenches } from './engine/index.ts';
import { formatBenches } from './formats/index.ts';
import { identifyBenches } from './identify/index.ts';
import { importBenches } from './import/index.ts';
import { matchingBenches } from './matching/index.ts';
import { realBenches } from './real/index.ts';
import { rendererBenches } from './renderer/index.ts';
import { resultsPage, type BenchResult } from './results-page.ts';

/**
 * `npm run bench [-- part of a name]`: runs the benches whose names hold the words given, keeps each
 * one's last result in `bench/results/`, and writes `bench/RESULTS.md` from all of them. Ends with 1 if
 * a bar does not hold.
 */
const benches: readonly Bench[] = [
  ...annotateBenches,
  ...appBenches,
  ...catalogBenches,
  ...detectorBenches,
  ...embedderBenches,
  ...engineBenches,
  ...formatBenches,
  ...identifyBenches,
  ...importBenches,
  ...matchingBenches,
  ...realBenches,
  ...rendererBenches,
];

const words = process.argv.slice(2);
const chosen = benches.filter(({ name }) => words.every((word) => name.includes(word)));
if (chosen.length === 0) {
  console.error(`No bench is named "${words.join(' ')}". There are:`);
  for (const { name } of benches) console.error(`  ${name}`);
  process.exit(2);
}

const folder = join(import.meta.dirname, 'results');
mkdirSync(folder, { recursive: true });
const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version}`;
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
  const file = `${name.replace(/[^a-z0-9]+/gi, '-')}.json`;
  writeFileSync(join(folder, file), `${JSON.stringify(result, null, 2)}\n`);
}
const results = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as BenchResult);
const page = await format(resultsPage(results), { parser: 'markdown' });
writeFileSync(join(import.meta.dirname, 'RESULTS.md'), page);
process.exitCode = failed === 0 ? 0 : 1;
