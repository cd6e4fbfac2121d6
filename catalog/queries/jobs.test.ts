import { afterEach, beforeEach, expect, it } from 'vitest';
import { isJobKind, jobs, type JobKind } from '#terms/jobs/index.ts';
import { idsOf } from '#terms/tables.ts';
import type { Catalogue } from '../catalogue.ts';
import { specs } from '../jobs/every-kind.fixture.ts';
import { finishJob, insertJob, setResume } from '../jobs/job-life.ts';
import { madeCatalogue } from '../made-catalogue.fixture.ts';
import { getJob, isOfKind, listJobs } from './jobs.ts';

let catalogue: Catalogue;
let remove: () => void;
beforeEach(() => {
  ({ catalogue, remove } = madeCatalogue());
});
afterEach(() => remove());

const insert = <K extends JobKind>(kind: K) => insertJob(catalogue, { kind, spec: specs[kind] }, 1);

/** A row as an earlier program, or a damaged disk, may have left it. */
function stored(kind: string, spec: string): number {
  return catalogue.run(
    `INSERT INTO jobs (kind, spec, state, created_at) VALUES (?, ?, 'queued', 1)`,
    kind,
    spec,
  ).id;
}

it.each(idsOf(jobs))('what a job of the kind %s was asked comes back as it was', (kind) => {
  const { id } = insert(kind);
  expect(getJob(catalogue, id)).toMatchObject({ kind, spec: specs[kind], unfit: null });
});

it('what an earlier version asked still fits, with what was meant by what it did not say', () => {
  const old = structuredClone(specs) as unknown as Record<string, Record<string, never>>;
  const without = (kind: JobKind, path: string[]): unknown => {
    const spec = structuredClone(old[kind]);
    let at: Record<string, unknown> = spec ?? {};
    for (const name of path.slice(0, -1)) at = at[name] as Record<string, unknown>;
    delete at[path.at(-1) ?? ''];
    return getJob(catalogue, stored(kind, JSON.stringify(spec))).spec;
  };
  expect(without('train-embedder', ['rival'])).not.toHaveProperty('rival');
  expect(without('train-embedder', ['recipe', 'tones'])).toHaveProperty('recipe.tones', 'colour');
  expect(without('train-embedder', ['recipe', 'finalFit'])).toHaveProperty(
    'recipe.finalFit',
    false,
  );
  expect(without('train-detector', ['recipe', 'optimizer'])).toHaveProperty(
    'recipe.optimizer',
    'sgd',
  );
  // What is in the version's row now was once a part of what was asked.
  const serving = { origin: 'starter', input: 144 };
  const told = stored('embed', JSON.stringify({ ...specs.embed, serving }));
  expect(getJob(catalogue, told)).toMatchObject({ spec: specs.embed, unfit: null });
  expect(without('export', ['options', 'withProposals'])).toHaveProperty(
    'options.withProposals',
    false,
  );
  expect(listJobs(catalogue, 10).filter(({ unfit }) => unfit !== null)).toEqual([]);
});

it.each([
  ['import-photos', '{"paths": "/photos"}', '"paths"'],
  ['import-photos', '7', 'the input'],
  ['train-detector', '{"modelId": 1}', '"folder"'],
  ['count-whales', '{}', 'does not know jobs of the kind "count-whales"'],
])(
  'a job of the kind %s that was stored as %s is there and says why it cannot be done',
  (kind, spec, why) => {
    const id = stored(kind, spec);
    const job = getJob(catalogue, id);
    expect(job.unfit?.message).toContain(why);
    expect(job.kind).toBe(kind);
    expect(isJobKind(kind) && isOfKind(job, kind)).toBe(false);
    expect(listJobs(catalogue, 10)).toHaveLength(1);
  },
);

it('what cannot be read of a result or of a place to go on from is left out; the job stands', () => {
  const { id } = insert('detect');
  setResume(catalogue, id, { after: 'the third' });
  expect(getJob(catalogue, id)).toMatchObject({ resume: null, unfit: null });
  setResume(catalogue, id, { after: 3, photos: 2 });
  expect(getJob(catalogue, id).resume).toEqual({ after: 3, photos: 2 });
  finishJob(catalogue, id, { state: 'done', result: { boxes: 3, summary: '3 boxes found.' } }, 2);
  expect(getJob(catalogue, id)).toMatchObject({
    state: 'done',
    result: null,
    summary: '3 boxes found.',
  });
  catalogue.run(`UPDATE jobs SET state = 'failed', result = '7', error = '[]' WHERE id = ?`, id);
  expect(getJob(catalogue, id)).toMatchObject({
    result: null,
    error: { code: 'internal', message: 'It failed; why cannot be read any more.' },
  });
});
