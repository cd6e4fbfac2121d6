import { knownCode, type PlainError } from '#terms/errors.ts';
import type { Catalogue } from '../catalogue.ts';
import { CatalogueError } from '../catalogue-error.ts';

export type JobState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled';

/** A job as it stands in the database; JSON columns parsed. */
export interface StoredJob {
  id: number;
  kind: string;
  spec: unknown;
  state: JobState;
  phase: string;
  done: number;
  total: number | null;
  unit: string;
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

export function insertJob(
  catalogue: Catalogue,
  job: { kind: string; spec: unknown; resume?: unknown; retryOf?: number | null },
  now: number,
): StoredJob {
  const { id } = catalogue.run(
    `INSERT INTO jobs (kind, spec, state, resume, retry_of, created_at) VALUES (?, ?, 'queued', ?, ?, ?)`,
    job.kind,
    JSON.stringify(job.spec),
    job.resume === undefined || job.resume === null ? null : JSON.stringify(job.resume),
    job.retryOf ?? null,
    now,
  );
  return getJob(catalogue, id);
}

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

export function nextQueued(catalogue: Catalogue): StoredJob | undefined {
  const row = catalogue.get<Row>(`${select} WHERE state = 'queued' ORDER BY id LIMIT 1`);
  return row === undefined ? undefined : jobOf(row);
}

export function startJob(catalogue: Catalogue, jobId: number, now: number): void {
  catalogue.run(
    `UPDATE jobs SET state = 'running', started_at = @now, seen_at = @now WHERE id = @jobId`,
    { now, jobId },
  );
}

export function setProgress(
  catalogue: Catalogue,
  jobId: number,
  progress: { phase: string; done: number; total: number | null; unit: string },
  now: number,
): void {
  catalogue.run(
    'UPDATE jobs SET phase = ?, done = ?, total = ?, unit = ?, seen_at = ? WHERE id = ?',
    progress.phase,
    progress.done,
    progress.total,
    progress.unit,
    now,
    jobId,
  );
}

/** What the job needs to go on from here after a crash. */
export function setResume(catalogue: Catalogue, jobId: number, resume: unknown): void {
  catalogue.run('UPDATE jobs SET resume = ? WHERE id = ?', JSON.stringify(resume), jobId);
}

export function finishJob(
  catalogue: Catalogue,
  jobId: number,
  end:
    | { state: 'done'; result: unknown }
    | { state: 'failed'; error: PlainError }
    | { state: 'cancelled' },
  now: number,
): void {
  catalogue.run(
    'UPDATE jobs SET state = ?, result = ?, error = ?, finished_at = ? WHERE id = ?',
    end.state,
    end.state === 'done' ? JSON.stringify(end.result ?? null) : null,
    end.state === 'failed' ? JSON.stringify(end.error) : null,
    now,
    jobId,
  );
}

/**
 * Jobs that were running when the program ended: failed, with the reason, ready to be retried. They ended when
 * they were last heard of, which may be days before `now`.
 */
export function failInterrupted(catalogue: Catalogue, now: number): StoredJob[] {
  const rows = catalogue.all<Row>(`${select} WHERE state = 'running'`).map(jobOf);
  for (const { id, seenAt } of rows) {
    finishJob(
      catalogue,
      id,
      {
        state: 'failed',
        error: {
          code: 'worker-died',
          message: 'Resight was closed or stopped while this job ran. Retry goes on from there.',
        },
      },
      seenAt ?? now,
    );
  }
  return rows;
}

export interface LogLine {
  id: number;
  at: number;
  level: 'info' | 'warning' | 'error';
  line: string;
}

export function appendLog(
  catalogue: Catalogue,
  jobId: number,
  level: LogLine['level'],
  line: string,
  now: number,
): void {
  catalogue.run(
    'INSERT INTO job_log (job_id, at, level, line) VALUES (?, ?, ?, ?)',
    jobId,
    now,
    level,
    line,
  );
}

export function jobLog(
  catalogue: Catalogue,
  jobId: number,
  afterId: number,
  limit: number,
): LogLine[] {
  getJob(catalogue, jobId);
  return catalogue.all(
    'SELECT id, at, level, line FROM job_log WHERE job_id = ? AND id > ? ORDER BY id LIMIT ?',
    jobId,
    afterId,
    limit,
  );
}
