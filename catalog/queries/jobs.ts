import type { z } from 'zod';
import { knownCode, type PlainError } from '#terms/errors.ts';
import {
  isJobKind,
  jobs,
  type JobKind,
  type JobResult,
  type JobResume,
  type JobSpec,
} from '#terms/jobs/index.ts';
import type { JobLogLine, Progress } from '#terms/jobs/job.ts';
import type { JobState } from '#terms/jobs/job-states.ts';
import { problems } from '#terms/problems.ts';
import type { Catalogue } from '../catalogue.ts';
import { CatalogueError } from '../catalogue-error.ts';

/** What stands in the row of every job. */
interface JobRow extends Progress {
  id: number;
  state: JobState;
  /** What it produced, in a sentence. */
  summary: string | null;
  error: PlainError | null;
  retryOf: number | null;
  createdAt: number;
  startedAt: number | null;
  /** When a running job was last heard of, to about a second. */
  seenAt: number | null;
  finishedAt: number | null;
}

/** A job that can be done, or could be: what was stored fits its kind. */
export interface FitJob<K extends JobKind = JobKind> extends JobRow {
  kind: K;
  spec: JobSpec<K>;
  /** Null on a first run, and where what was stored fits no more. */
  resume: JobResume<K> | null;
  result: JobResult<K> | null;
  unfit: null;
}

/** A job of a kind that is not known, or whose spec is damaged or of another version. */
interface UnfitJob extends JobRow {
  kind: string;
  spec: unknown;
  resume: null;
  result: null;
  /** Why it cannot be done. */
  unfit: PlainError;
}

export type StoredJob = FitJob | UnfitJob;

export const isOfKind = <K extends JobKind>(job: StoredJob, kind: K): job is FitJob<K> =>
  job.unfit === null && job.kind === kind;

/** The row as SQLite gives it. */
interface Row extends Omit<JobRow, 'summary' | 'error'> {
  kind: string;
  spec: string;
  resume: string | null;
  result: string | null;
  error: string | null;
}

/** Columns of JSON, read but not looked at yet. */
type Stored = Record<'spec' | 'resume' | 'result', unknown>;
type Why = Pick<PlainError, 'code' | 'message'>;

const select = `SELECT id, kind, spec, state, phase, done, total, unit, resume, result, error,
  retry_of AS retryOf, created_at AS createdAt, started_at AS startedAt, seen_at AS seenAt,
  finished_at AS finishedAt FROM jobs`;

/** The value of a JSON column; the database lets nothing else in. */
const valueOf = (text: string | null): unknown => (text === null ? null : JSON.parse(text));

function fitting<T>(schema: z.ZodType<T> | undefined, value: unknown): T | null {
  const parsed = schema?.safeParse(value);
  return parsed?.success === true ? parsed.data : null;
}

/** An error as it was written, maybe by a version that had other codes. */
function errorOf(text: string | null): PlainError | null {
  if (text === null) return null;
  const error = valueOf(text) as Partial<PlainError> | null | undefined;
  const message = error?.message ?? 'It failed; why cannot be read any more.';
  return { ...error, code: knownCode(error?.code), message };
}

function summaryIn(result: unknown): string | null {
  const { summary } = (result ?? {}) as { summary?: unknown };
  return typeof summary === 'string' ? summary : null;
}

function unfitJob(row: JobRow, kind: string, spec: unknown, why: Why): UnfitJob {
  const unfit = { ...why, details: { jobId: row.id, kind } };
  return { ...row, kind, spec, resume: null, result: null, unfit };
}

/** A job of a known kind, every part of it as the kind has it; what was asked decides whether it fits. */
function jobOfKind<K extends JobKind>(kind: K, row: JobRow, stored: Stored): FitJob<K> | UnfitJob {
  const terms = jobs[kind];
  const spec = terms.spec.safeParse(stored.spec);
  if (!spec.success)
    return unfitJob(row, kind, stored.spec, {
      code: 'bad-input',
      message: `What this job was asked to do is damaged, or of another version of Resight (${problems(spec.error.issues)}). Start it anew.`,
    });
  return {
    ...row,
    kind,
    spec: spec.data,
    resume: fitting(terms.resume, stored.resume),
    result: fitting(terms.result, stored.result),
    unfit: null,
  };
}

function jobOf({ kind, spec, resume, result, error, ...rest }: Row): StoredJob {
  const stored = { spec: valueOf(spec), resume: valueOf(resume), result: valueOf(result) };
  const row: JobRow = { ...rest, summary: summaryIn(stored.result), error: errorOf(error) };
  return isJobKind(kind)
    ? jobOfKind(kind, row, stored)
    : unfitJob(row, kind, stored.spec, {
        code: 'unsupported-here',
        message: `This Resight does not know jobs of the kind "${kind}".`,
      });
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
