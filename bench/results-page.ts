import type { BenchRow } from './bench-row.ts';

/** What one bench gave, and where. */
export interface BenchResult {
  bench: string;
  ranAt: string;
  machine: string;
  rows: BenchRow[];
}

const figure = (value: number) => (value >= 100 ? value.toFixed(0) : value.toPrecision(3));

const ours = ({ ours: value, unit }: BenchRow) =>
  value === null ? '–' : `${figure(value)} ${unit}`;

const verdict = ({ held }: BenchRow) => (held === undefined ? '–' : held ? 'yes' : '**no**');

/** The page of results: a table a bench, in order of name. */
export function resultsPage(results: readonly BenchResult[]): string {
  const sections = results
    .toSorted((a, b) => a.bench.localeCompare(b.bench))
    .map(({ bench, ranAt, machine, rows }) =>
      [
        `## ${bench}`,
        '',
        `${ranAt.slice(0, 10)}, ${machine}`,
        '',
        '| what | ours | peer | ratio | bar | held | note |',
        '| --- | ---: | ---: | ---: | --- | --- | --- |',
        ...rows.map(
          (row) =>
            `| ${row.name} | ${ours(row)} | ${row.peer === undefined ? row.peerName : `${figure(row.peer)} ${row.unit} (${row.peerName})`} | ${row.ratio?.toFixed(2) ?? '–'} | ${row.bar} | ${verdict(row)} | ${row.note} |`,
        ),
      ].join('\n'),
    );
  return [
    '# Results',
    'Written by `npm run bench`; figures of one run on one machine.',
    ...sections,
  ]
    .join('\n\n')
    .concat('\n');
}
