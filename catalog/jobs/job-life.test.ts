import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Catalogue } from '../catalogue.ts';
import { createCatalogue } from '../open-catalogue.ts';
import { getJob } from '../queries/jobs.ts';
import { failInterrupted, insertJob, setProgress, startJob } from './job-life.ts';

let folder: string;
let catalogue: Catalogue;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'resight-jobs-'));
  catalogue = createCatalogue(folder, 'Jobs');
});
afterEach(() => {
  catalogue.close();
  rmSync(folder, { recursive: true });
});

it('a job that was cut off ended when it was last heard of, not when somebody looked again', () => {
  const { id } = insertJob(
    catalogue,
    { kind: 'demo-labels', spec: { photosFolder: '/demo', share: 1 } },
    1000,
  );
  startJob(catalogue, id, 2000);
  setProgress(catalogue, id, { phase: 'Embedding', done: 3, total: 9, unit: 'boxes' }, 7000);
  const quiet = insertJob(
    catalogue,
    { kind: 'demo-labels', spec: { photosFolder: '/demo', share: 1 } },
    1000,
  ).id;
  startJob(catalogue, quiet, 8000);
  failInterrupted(catalogue, 86_400_000);
  expect(getJob(catalogue, id)).toMatchObject({
    state: 'failed',
    startedAt: 2000,
    finishedAt: 7000,
  });
  expect(getJob(catalogue, quiet)).toMatchObject({ state: 'failed', finishedAt: 8000 });
});
