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
 */
import type { PlainError } from '#terms/errors.ts';
import type { LogLevel, Progress } from '#terms/jobs/job.ts';
import type { JobKinds, Questions } from './kinds.ts';

export type * from './kinds.ts';
export type JobKind = keyof JobKinds;
export type Question = keyof Questions;

/** Where a job works; paths are absolute. */
export interface JobPlace {
  /** The catalogue's folder, `NAME.resight`. */
  catalogueFolder: string;
  /** `catalog.sqlite` in it; the worker opens it read-only. */
  databasePath: string;
}

export type ToWorker =
  | {
      [K in JobKind]: {
        type: 'start';
        jobId: number;
        kind: K;
        spec: JobKinds[K]['spec'];
        place: JobPlace;
        /** The last `resume` value that the shell stored for this job, if it is a continuation. */
        resume: unknown;
      };
    }[JobKind]
  | {
      [Q in Question]: {
        type: 'ask';
        askId: number;
        question: Q;
        input: Questions[Q]['input'];
        place: JobPlace;
      };
    }[Question]
  | { type: 'cancel'; jobId: number }
  | { type: 'batch-stored'; jobId: number; sequence: number }
  | { type: 'shutdown' };

export type FromWorker =
  | { type: 'ready'; pid: number }
  | ({ type: 'progress'; jobId: number } & Progress)
  | { type: 'log'; jobId: number; level: LogLevel; line: string }
  | {
      [K in JobKind]: {
        type: 'batch';
        jobId: number;
        kind: K;
        sequence: number;
        batch: JobKinds[K]['batch'];
      };
    }[JobKind]
  | { type: 'resume'; jobId: number; resume: unknown }
  | {
      [K in JobKind]: { type: 'done'; jobId: number; kind: K; result: JobKinds[K]['result'] };
    }[JobKind]
  | { type: 'failed'; jobId: number; error: PlainError }
  | { type: 'cancelled'; jobId: number }
  | { type: 'answer'; askId: number; answer: unknown }
  | { type: 'refusal'; askId: number; error: PlainError };
