import type { Catalogue } from '#catalog/catalogue.ts';
import { recordingImport } from '#catalog/imports/record-import.ts';
import type { FitJob, StoredJob } from '#catalog/queries/jobs.ts';
import { isJobKind, jobs, type JobKind, type JobResult, type JobSpec } from '#terms/jobs/index.ts';
import { jobStates } from '#terms/jobs/job-states.ts';
import { demoLabels } from './demo-labels.ts';
import { detect } from './detect.ts';
import { embed } from './embed.ts';
import { evaluateDetector } from './evaluate-detector.ts';
import { evaluateEmbedder } from './evaluate-embedder.ts';
import { importPhotos } from './import-photos.ts';
import type { JobFound, ShellSide, Tally } from './shell-side.ts';
import { trainDetector } from './train-detector.ts';
import { trainEmbedder } from './train-embedder.ts';

/** What the shell does for jobs; a kind that only makes files, and says so itself, has no side here. */
const shellSides: { readonly [K in JobKind]?: ShellSide<K> } = {
  'demo-labels': demoLabels,
  detect,
  embed,
  'evaluate-detector': evaluateDetector,
  'evaluate-embedder': evaluateEmbedder,
  'import-photos': importPhotos,
  'train-detector': trainDetector,
  'train-embedder': trainEmbedder,
};

export const sideOf = <K extends JobKind>(kind: K): ShellSide<K> | undefined => shellSides[kind];

/** Does what a job stores as a part of what it brings in, if it brings anything in. */
export function broughtIn<K extends JobKind, T>(
  catalogue: Catalogue,
  jobId: number,
  kind: K,
  spec: JobSpec<K>,
  work: () => T,
): T {
  const brought = sideOf(kind)?.brings?.(spec);
  if (brought === undefined) return work();
  return recordingImport(catalogue, { ...brought, reviewerId: null, jobId }, Date.now(), work);
}

/** What becomes of a job's result: what the shell makes of it, or it is kept as it came. */
export const finished = <K extends JobKind>(
  catalogue: Catalogue,
  { id, kind, spec }: Pick<FitJob<K>, 'id' | 'kind' | 'spec'>,
  result: JobResult<K>,
  tally: Tally,
): JobFound<K> =>
  broughtIn(catalogue, id, kind, spec, () =>
    sideOf(kind)?.finish?.(catalogue, result, spec, tally),
  ) ?? {
    result,
    summary: jobs[kind].summaryOf?.(result, spec) ?? jobStates.done.sentence,
  };

const stoppedBy = <K extends JobKind>(
  catalogue: Catalogue,
  jobId: number,
  kind: K,
  spec: JobSpec<K> | null,
): void => sideOf(kind)?.stopped?.(catalogue, jobId, spec);

/** A job ended without being done. */
export function stopped(catalogue: Catalogue, job: StoredJob): void {
  if (job.unfit === null) stoppedBy(catalogue, job.id, job.kind, job.spec);
  else if (isJobKind(job.kind)) stoppedBy(catalogue, job.id, job.kind, null);
}
