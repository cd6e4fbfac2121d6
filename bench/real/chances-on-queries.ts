import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { App } from '#api/app.ts';
import { directClient } from '#api/server.ts';
import { reliabilityOf } from '#catalog/matching/reliability.ts';

interface ChancesOnQueries {
  queries: number;
  /** Share of the queries of which a chance is shown. */
  shown: number;
  /** Expected calibration error of first candidates, of the queries of which one is shown. */
  ece: number;
  /** The error that exact chances would have on the mean, for so few queries. */
  floor: number;
  /** Means of what was said and of what came true. */
  said: number;
  was: number;
}

/** What the chances are worth that the network in use gives to a set's own queries, which nobody named. */
export async function chancesOnQueries(app: App, set: string): Promise<ChancesOnQueries> {
  const [head = '', ...lines] = (await readFile(join(set, 'truth.csv'), 'utf8'))
    .trim()
    .split(/\r?\n/);
  const at = (column: string) => head.split(',').indexOf(column);
  const truth = new Map(
    lines.map((line) => {
      const cells = line.split(',');
      return [cells[at('photo')] ?? '', cells[at('individual')] ?? ''];
    }),
  );
  const { rows } = await directClient(app).embedder.match({ limit: 2 });
  const asked = rows.filter(({ photoName }) => truth.has(photoName));
  const firsts = asked.flatMap(({ photoName, candidates }) => {
    const first = candidates.find(({ individualId }) => individualId !== null);
    return first === undefined || first.probability === null
      ? []
      : [{ said: first.probability, came: first.code === truth.get(photoName) }];
  });
  const chances = firsts.map(({ said }) => said);
  const { ece, eceOfExact } = reliabilityOf(
    chances,
    firsts.map(({ came }) => came),
  );
  const meanOf = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  return {
    queries: asked.length,
    shown: firsts.length / Math.max(1, asked.length),
    ece,
    floor: eceOfExact ?? 0,
    said: meanOf(chances),
    was: meanOf(firsts.map(({ came }) => Number(came))),
  };
}
