/** How well fins, flukes and flanks of real animals are told apart, by a scorer that is none of ours. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { directClient } from '#api/server.ts';
import type { App } from '#api/app.ts';
import type { BenchRow } from '../bench-row.ts';
import { endedJob } from '../ended-job.ts';
import { headlessApp } from '../headless-app.ts';
import { chancesOnQueries } from './chances-on-queries.ts';
import { absent, hashOf, importSet, realSet, scored } from './real-set.ts';

/** What frozen features must reach, of MAP@5 or of mAP, and in how many seconds a thousand photos. */
const frozenBars = { flukes: 0.37, nyala: 0.1, fins: 0.72 };
const secondsOfThousand = 60;

async function inSet<Made>(
  set: string,
  work: (app: App, catalogue: string) => Promise<Made>,
): Promise<Made> {
  const folder = await mkdtemp(join(tmpdir(), 'resight-bench-real-'));
  const app = headlessApp(folder);
  try {
    return await work(app, await importSet(app, set, folder));
  } finally {
    await app.quit();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Makes the vectors of the version in use, or of the starter, and scores them. */
async function embedded(app: App, catalogue: string, set: string) {
  const client = directClient(app);
  const begin = performance.now();
  const job = await endedJob(app, await client.embedder.embed({ device: 'cpu' }));
  const seconds = (performance.now() - begin) / 1000;
  const used = (await client.models.list({ kind: 'embedder' })).find(({ chosen }) => chosen);
  if (used === undefined) throw new Error('No embedder is in use.');
  const { embedded: photos } = job.result as { embedded: number };
  return { seconds, photos, ...(await scored(catalogue, set, used.id)) };
}

const figureOf = (name: string) => (name === 'fins' ? 'mAP' : 'MAP@5 of known animals');

/** Frozen features, as they rank when a catalogue is new. */
export async function ranked(): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const [name, bar] of Object.entries(frozenBars)) {
    const set = realSet(name);
    if (set === null) {
      rows.push(absent(name));
      continue;
    }
    const { value, queries, seconds, photos } = await inSet(set, (app, catalogue) =>
      embedded(app, catalogue, set),
    );
    const own = (1000 * seconds) / photos;
    const isTimed = name === 'flukes';
    rows.push({
      name: `${name}, nothing trained: ${figureOf(name)}`,
      ours: value,
      peerName: 'the bar',
      unit: '',
      bar: `≥ ${bar}${isTimed ? `, a thousand photos in ≤ ${secondsOfThousand} s` : ''}`,
      held: value >= bar && (!isTimed || own <= secondsOfThousand),
      note: `${queries} queries, set ${await hashOf(set)}; a thousand photos in ${own.toFixed(0)} s, crops included`,
    });
  }
  return rows;
}

/** Of the trainings: figures are of one seed, and another tells how much they are worth. */
const seed = Number(process.env['RESIGHT_SEED'] ?? 0);

/** The version in use after one training by the preset for laptops, both halves of it. */
export async function trained(name: string, bar: number, minutes: number): Promise<BenchRow[]> {
  const set = realSet(name);
  if (set === null) return [absent(name)];
  return inSet(set, async (app, catalogue) => {
    const client = directClient(app);
    const begin = performance.now();
    await endedJob(
      app,
      (await client.embedder.train({ preset: 'laptop', device: 'cpu', seed })).job,
    );
    const took = (performance.now() - begin) / 60_000;
    const [version] = await client.models.list({ kind: 'embedder' });
    const { value, queries } = await embedded(app, catalogue, set);
    const report = version && (await client.embedder.evaluation({ modelId: version.id }));
    const chances = await chancesOnQueries(app, set);
    const said = report?.map5Individuals;
    const [low, high] = said?.interval ?? [NaN, NaN];
    return [
      {
        name: `${name}, trained: ${figureOf(name)}`,
        ours: value,
        peerName: 'the bar',
        unit: '',
        bar: `≥ ${bar} in ≤ ${minutes} minutes`,
        held: value >= bar && took <= minutes,
        note: `${queries} queries that nobody named, set ${await hashOf(set)}; both halves in ${took.toFixed(1)} min`,
      },
      {
        name: `${name}, trained: what its own report says, individuals alone`,
        ours: said?.value ?? NaN,
        peer: value,
        peerName: `the set's own queries, of the network in use`,
        unit: '',
        bar: 'its interval covers them',
        held: low <= value && value <= high,
        note: `seed ${seed}; ${low.toFixed(3)} to ${high.toFixed(3)}, ${said?.n} queries kept aside`,
      },
      {
        name: `${name}, trained: queries of which a chance is shown`,
        ours: chances.shown,
        peerName: 'the bar',
        unit: '',
        bar: '≥ .9',
        held: chances.shown >= 0.9,
        note: `${chances.queries} queries of known and new animals`,
      },
      {
        name: `${name}, trained: calibration error of first candidates`,
        ours: chances.ece,
        peerName: 'the bar',
        unit: '',
        bar: '≤ .05',
        held: chances.ece <= 0.05,
        note: `${chances.said.toFixed(2)} was said on the mean, ${chances.was.toFixed(2)} came true; exact chances would be off by ${chances.floor.toFixed(3)} on so few`,
      },
    ];
  });
}
