import { knownCode, type PlainError } from '#terms/errors.ts';
import type { JobState } from '#terms/jobs/job-states.ts';
import type { JobLogLine, Progress } from '#terms/jobs/job.ts';
import type { Catalogue } from '../catalogue.ts';
import { CatalogueError } from '../catalogue-error.ts';

/** A job as it stands in the database; JSON columns parsed. */
export interface StoredJob extends Progress {
  id: number;
  kind: string;
  spec: unknown;
  state: JobState;
  resume: unknown;
  result: unknown;
  error: PlainError | null;
  retryOf: number | null;
  createdAt: number;
  startedAt: number | null;
  /** When a running job was last heard of, to about a second. */
  seenAt: number | null;
  finishedAt: number | null;
}

type Row = Omit<StoredJob, 'spec' | 'resume' | 'result' | 'error'> & {
  spec: string;
  resume: string | null;
  result: string | null;
  error: string | null;
};

const select = `SELECT id, kind, spec, state, phase, done, total, unit, resume, result, error,
  retry_of AS retryOf, created_at AS createdAt, started_at AS startedAt, seen_at AS seenAt,
  finished_at AS finishedAt FROM jobs`;

const parsed = (text: string | null): unknown => (text === null ? null : JSON.parse(text));

/** An error as it was written, maybe by a version that had other codes. */
function errorOf(text: string | null): PlainError | null {
  const error = parsed(text) as PlainError | null;
  return error === null ? null : { ...error, code: knownCode(error.code) };
}

const jobOf = (row: Row): StoredJob => ({
  ...row,
  spec: parsed(row.spec),
  resume: parsed(row.resume),
  result: parsed(row.result),
  error: errorOf(row.error),
});

/** @throws CatalogueError `not-found`. */
export function getJob(catalogue: Catalogue, jobId: number): StoredJob {
  const row = catalogue.get<Row>(`${select} WHERE id = ?`, jobId);
  if (row === undefined)
    throw new CatalogueError('not-found', `There is no job ${jobId}.`, { jobId });
  return jobOf(row);
}

/** Newest first. */
export function listJobs(catalogue: Catalogue, limit: number): StoredJob[] {
  return catalogue.all<Row>(`${select} ORDER BY id DESC LIMIT ?`, limit).map(jobOf);
}

/** Jobs that stand as running; of these at most one truly is. */
export function runningJobs(catalogue: Catalogue): StoredJob[] {
  return catalogue.all<Row>(`${select} WHERE state = 'running'`).map(jobOf);
}

export function nextQueued(catalogue: Catalogue): StoredJob | undefined {
  const row = catalogue.get<Row>(`${select} WHERE state = 'queued' ORDER BY id LIMIT 1`);
  return row === undefined ? undefined : jobOf(row);
}

export function jobLog(
  catalogue: Catalogue,
  jobId: number,
  afterId: number,
  limit: number,
): JobLogLine[] {
  getJob(catalogue, jobId);
  return catalogue.all(
    'SELECT id, at, level, line FROM job_log WHERE job_id = ? AND id > ? ORDER BY id LIMIT ?',
    jobId,
    afterId,
    limit,
  );
}
