/** A report as one page that needs no other file: figures, plots as SVG, crops of the worst mistakes. */
import { readFile } from 'node:fs/promises';
import { xmlText } from '#catalog/formats/xml-text.ts';
import type { Figure } from '#terms/matching/figures.ts';
import type { EmbedderEvaluation } from '#terms/embedder/evaluation.ts';
import { joinedWords, networkWords } from '#terms/embedder/report-words.ts';
import { relianceWords } from '#terms/embedder/reliance-words.ts';
import { plotSvg } from './report-plots.ts';

const figure = ({ value, n, interval }: Figure): string =>
  n === 0
    ? '– (no case)'
    : `${value.toFixed(3)}${interval === null ? '' : ` <small>${interval[0].toFixed(3)}–${interval[1].toFixed(3)}</small>`} <small>n = ${n}</small>`;

const style = `body{font:15px/1.45 system-ui,sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a}
table{border-collapse:collapse;margin:.5rem 0 1.5rem}td,th{text-align:left;padding:.25rem .9rem .25rem 0;border-bottom:1px solid #ddd}
small{color:#666}figure{display:inline-block;margin:0 1rem 1rem 0;vertical-align:top}figcaption{font-size:13px}
.pair{display:inline-block;margin:0 1rem 1.2rem 0;font-size:13px;vertical-align:top}.pair img{width:128px;height:128px;object-fit:cover;background:#888}
svg{font:11px system-ui,sans-serif;fill:#333}svg polyline{fill:none}`;

/**
 * @param name of the version
 * @param files kept crops by box
 */
export async function reportPage(
  name: string,
  report: EmbedderEvaluation,
  files: ReadonlyMap<number, string>,
): Promise<string> {
  const { queries, known, gallery, threshold, newShare, aucNew, calibration, map5Individuals } =
    report;
  const rows: [string, string][] = [
    ['MAP@5, with "new" in the list', figure(report.map5)],
    ['MAP@5 of known animals', figure(report.map5Known)],
    ['MAP@5 of new animals', figure(report.map5New)],
    ...(map5Individuals === null
      ? []
      : [
          ['MAP@5 of known animals, individuals alone', figure(map5Individuals)] as [
            string,
            string,
          ],
        ]),
    ['Known animals found first', figure(report.top1)],
    ['… among the first 5', figure(report.top5)],
    ['… among the first 10', figure(report.top10)],
    ['AUC of new against known', aucNew === null ? '–' : aucNew.toFixed(3)],
    [
      'Threshold for "new"',
      `${threshold.toFixed(3)} <small>cosine; chosen for ${(100 * newShare).toFixed(0)} % new animals</small>`,
    ],
    [
      'Expected calibration error',
      calibration.n === 0
        ? '– <small>too few photos of known and new animals</small>'
        : `${calibration.ece.toFixed(3)} <small>of ${calibration.n} first candidates${calibration.eceOfExact === null ? '' : `; exact chances would have ${calibration.eceOfExact.toFixed(3)} of so few`}</small>`,
    ],
  ];
  return [
    '<!doctype html><html lang="en"><meta charset="utf-8">',
    `<title>${xmlText(name)}: evaluation</title><style>${style}</style>`,
    `<h1>${xmlText(name)}</h1>`,
    `<p>Judged ${new Date(report.at).toISOString().slice(0, 16).replace('T', ' ')} UTC on ${queries} photos: ${known} of known and ${report.new} of new animals, compared with ${gallery.boxes} photos of ${gallery.individuals} individuals. ${[networkWords(report), joinedWords(report)].join(' ')} No photo was compared with one of its own encounter. Intervals are 95 %, by drawing animals anew. ${foldWords(report)}</p>`,
    table(['', ''], rows),
    plots(report),
    ...(report.reliance === null
      ? []
      : ['<h2>Is it the animal?</h2>', `<p>${xmlText(relianceWords(report.reliance).words)}</p>`]),
    '<h2>By species</h2>',
    slices(report.bySpecies),
    '<h2>By side</h2>',
    slices(report.bySide),
    `<h2>Worst mistakes</h2>`,
    await mistakes(report, files),
    '</html>\n',
  ].join('\n');
}

const foldWords = ({ folds }: EmbedderEvaluation): string =>
  folds.length < 2
    ? ''
    : `Threshold and chances were fitted to ${folds.length - 1} of ${folds.length} parts of the animals and judged on the other one, ${folds.length} times; MAP@5 of the parts: ${folds.map(({ map5 }) => map5.toFixed(3)).join(', ')}. What is used is fitted to all.`;

const table = (header: readonly string[], rows: readonly (readonly string[])[]): string =>
  `<table>${header.some((cell) => cell !== '') ? `<tr>${header.map((cell) => `<th>${cell}</th>`).join('')}</tr>` : ''}${rows
    .map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`)
    .join('')}</table>`;

const slices = (rows: EmbedderEvaluation['bySide']): string =>
  table(
    ['', 'MAP@5', 'first', 'first 5', 'first 10'],
    rows.map(({ name, map5, top1, top5, top10 }) => [
      xmlText(name),
      ...[map5, top1, top5, top10].map(figure),
    ]),
  );

function plots({ calibration, missRates }: EmbedderEvaluation): string {
  const most = Math.log(Math.max(2, ...missRates.map(({ candidates }) => candidates)));
  const at = (candidates: number) => Math.log(candidates) / most;
  const reliability = plotSvg({
    title: 'Reliability',
    xName: 'probability that was said',
    yName: 'share that came true',
    xMarks: [0, 0.5, 1].map((value) => ({ at: value, text: String(value) })),
    line: calibration.bins.map(({ said, was }) => ({ x: said, y: was })),
    guide: [
      { x: 0, y: 0 },
      { x: 1, y: 1 },
    ],
  });
  const missed = plotSvg({
    title: 'Missed matches',
    xName: 'candidates looked at',
    yName: 'share missed',
    xMarks: missRates.map(({ candidates }) => ({ at: at(candidates), text: String(candidates) })),
    line: missRates.map(({ candidates, missed }) => ({ x: at(candidates), y: missed })),
  });
  return `<figure>${reliability}</figure><figure>${missed}</figure>`;
}

async function mistakes(
  { mistakes: wrong }: EmbedderEvaluation,
  files: ReadonlyMap<number, string>,
): Promise<string> {
  if (wrong.length === 0) return '<p>None.</p>';
  const pictures = await Promise.all(
    wrong.map(async ({ query, truth, truthBox, answer, answerBox, score, rank }) => {
      const shown = await Promise.all(
        [query, answerBox, truthBox].map((box) =>
          picture(box === null ? undefined : files.get(box.boxId)),
        ),
      );
      const place = rank === null ? 'not among the known' : `its own place ${rank}`;
      return `<div class="pair">${shown.join(' ')}<br>${xmlText(query.photoName)}: ${xmlText(truth ?? 'new')}<br>taken for ${xmlText(answer)} (${score.toFixed(3)}); ${place}</div>`;
    }),
  );
  return `<p>Each: the photo, the best photo of the animal it was taken for and, if known, of its own.</p>${pictures.join('\n')}`;
}

async function picture(file: string | undefined): Promise<string> {
  if (file === undefined) return '';
  const bytes = await readFile(file).catch(() => null);
  return bytes === null
    ? ''
    : `<img alt="" src="data:image/jpeg;base64,${bytes.toString('base64')}">`;
}
