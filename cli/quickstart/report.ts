/** One page on what a quickstart did, with its curves and pictures inside. */
import { join } from 'node:path';
import { writeFileAtomically } from '#catalog/formats/atomic-file.ts';
import type { Model } from '#terms/models/versions.ts';
import { duration } from '#terms/words.ts';
import { bars, lines, type Line } from './plots.ts';
import { detections, map5Words, ranks } from './person.ts';
import { detectedPhotos, matchedFins } from './pictures.ts';
import type { Quickstart, Took } from './quickstart.ts';

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const style = `body{font:14px/1.5 system-ui,sans-serif;color:#1d2023;max-width:1080px;margin:32px auto;padding:0 20px}
h1{font-size:24px}h2{font-size:18px;margin-top:36px}table{border-collapse:collapse;width:100%}
td,th{text-align:left;padding:5px 10px 5px 0;border-bottom:1px solid #dfe2e4;vertical-align:top}
td.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}.plots,.fins{display:flex;flex-wrap:wrap;gap:18px}
figure{margin:0}figcaption{font-size:12px;color:#555c61}img{display:block;border-radius:4px}
.pair{display:flex;gap:4px}.right{color:#187a4b}.wrong{color:#b3361f}`;

/** Curves of a version's training, a plot for losses and one for what is better when higher. */
async function curvesOf({ client }: Quickstart, model: Model): Promise<string> {
  const points = await client.models.points({ modelId: model.id });
  const series = new Map<string, [number, number][]>();
  for (const { step, series: values } of points) {
    for (const [name, value] of Object.entries(values)) {
      series.set(name, [...(series.get(name) ?? []), [step, value]]);
    }
  }
  const named = (isWanted: (name: string) => boolean): Line[] =>
    [...series]
      .filter(([name]) => isWanted(name))
      .map(([name, at]) => ({ name: name.replace(/^validation /, ''), points: at }));
  const losses = named((name) => /loss/i.test(name));
  const scores = named((name) => /map|top|precision|recall/i.test(name));
  return [
    losses.length > 0 ? lines(`${model.name}: loss by step`, losses) : '',
    scores.length > 0 ? lines(`${model.name}: on what was kept for judging`, scores) : '',
  ].join('');
}

async function reliabilityOf({ client }: Quickstart, model: Model): Promise<string> {
  const evaluation = await client.embedder.evaluation({ modelId: model.id });
  const bins = (evaluation?.calibration.bins ?? []).filter(({ n }) => n > 0);
  if (bins.length < 2) return '';
  return lines(`${model.name}: of first candidates with this chance, how many were the animal`, [
    { name: 'measured', points: bins.map(({ said, was }) => [said, was]) },
    {
      name: 'ideal',
      points: [
        [0, 0],
        [1, 1],
      ],
    },
  ]);
}

/**
 * Writes `report.html` into the quickstart's folder.
 * @returns its path
 */
export async function writeReport(quickstart: Quickstart, took: readonly Took[]): Promise<string> {
  const { client, folder, demo } = quickstart;
  const trained = (await client.models.list({}))
    .filter(({ state }) => state === 'ready')
    .toSorted((one, other) => one.id - other.id);
  const curves: string[] = [];
  for (const model of trained) {
    curves.push(await curvesOf(quickstart, model));
    if (model.kind === 'embedder') curves.push(await reliabilityOf(quickstart, model));
  }
  const found = await detections(quickstart);
  const ranked = await ranks(quickstart);
  const rankCounts = ['1', '2', '3', '4', '5', 'later'].map((name, at) => ({
    name,
    value: ranked.known.filter((rank) => (at < 5 ? rank === at + 1 : rank === null || rank > 5))
      .length,
  }));
  const rows = took.map(
    ({ title, seconds, reached }) =>
      `<tr><td>${escaped(title)}</td><td class="n">${seconds === null ? '' : duration(seconds)}</td><td>${escaped(reached)}</td></tr>`,
  );
  const all = took.reduce((sum, { seconds }) => sum + (seconds ?? 0), 0);
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Resight quickstart</title><style>${style}</style>
<h1>Resight quickstart</h1>
<p>${demo.photos} drawn photos of ${demo.individuals} dolphins that do not exist (seed ${demo.seed}); the first ${Math.round(100 * demo.boxed)} % came boxed and named,
the rest was found and matched by the networks. Where a person decides, the truth of the demo did.</p>
<table><tr><th>Step</th><th>Took</th><th>Reached</th></tr>${rows.join('')}<tr><th>In all</th><td class="n"><b>${duration(all)}</b></td><td></td></tr></table>
<h2>Found</h2><p>On ${found.photos} photos that nobody had boxed: ${found.found} of ${found.found + found.missed} fins found, ${found.falseAlarms} false alarms. Green: kept; red: rejected.</p>
<div class="fins">${await detectedPhotos(quickstart)}</div>
<h2>Matched</h2><p>${map5Words(ranked)}: of the fins that waited for a name, by what the person was shown. New is an animal met for the first time.</p>
<div class="plots">${bars('Rank at which the right animal stood', rankCounts)}</div>
<div class="fins">${await matchedFins(quickstart)}</div>
<h2>Learned</h2><div class="plots">${curves.join('')}</div></html>
`;
  const path = join(folder, 'report.html');
  await writeFileAtomically(path, [html]);
  return path;
}
