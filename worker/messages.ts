/**
 * The typed protocol between the shell (which owns the catalogue) and the worker process (which does
 * the work and may die at any moment). Everything that crosses is plain structured-clone data.
 *
 * A job's life: `start` → any number of `progress`, `log`, `batch`, `resume` → exactly one of
 * `done`, `failed`, `cancelled`. A batch holds results that the shell writes in one transaction and
 * then acknowledges; the worker keeps at most a few batches unacknowledged, so memory stays flat.
 *
 * A question is short work that a screen waits for: `ask` → exactly one of `answer`, `refusal`. It is
 * answered beside a running job, between two steps of it.
 *
 * What jobs and questions say in these envelopes is in `terms/jobs/` and `terms/questions/`.
 */
import type { PlainError } from '#terms/errors.ts';
import type { JobBatch, JobKind, JobResult, JobResume, JobSpec } from '#terms/jobs/index.ts';
import type { LogLevel, Progress } from '#terms/jobs/job.ts';
import type { Answer, Asked, Question } from '#terms/questions/index.ts';

/** Where a job works; paths are absolute. */
export interface JobPlace {
  /** The catalogue's folder, `NAME.resight`. */
  catalogueFolder: string;
  /** `catalog.sqlite` in it; the worker opens it read-only. */
  databasePath: string;
}

export interface JobStart<K extends JobKind = JobKind> {
  jobId: number;
  kind: K;
  spec: JobSpec<K>;
  place: JobPlace;
  /** The last `resume` value that the shell stored for this job, if it is a continuation. */
  resume: JobResume<K> | null;
}

export interface QuestionAsked<Q extends Question = Question> {
  askId: number;
  question: Q;
  input: Asked<Q>;
  place: JobPlace;
}

export type ToWorker =
  | ({ type: 'start' } & JobStart)
  | ({ type: 'ask' } & QuestionAsked)
  | { type: 'cancel'; jobId: number }
  | { type: 'batch-stored'; jobId: number; sequence: number }
  | { type: 'shutdown' };

export type FromWorker =
  | { type: 'ready'; pid: number }
  | { type: 'progress'; jobId: number; progress: Progress }
  | { type: 'log'; jobId: number; level: LogLevel; line: string }
  | { type: 'batch'; jobId: number; sequence: number; batch: JobBatch<JobKind> }
  | { type: 'resume'; jobId: number; resume: JobResume<JobKind> }
  | { type: 'done'; jobId: number; result: JobResult<JobKind> }
  | { type: 'failed'; jobId: number; error: PlainError }
  | { type: 'cancelled'; jobId: number }
  | { type: 'answer'; askId: number; answer: Answer<Question> }
  | { type: 'refusal'; askId: number; error: PlainError };
