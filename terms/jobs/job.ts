import { z } from 'zod';
import { instant } from '../common.ts';
import { plainError, type PlainError } from '../errors.ts';
import { jobState } from './job-states.ts';

/** How far work has got, in the words of its kind. */
const progress = z.object({
  phase: z.string(),
  done: z.number().int(),
  /** Unknown while the work is still being counted. */
  total: z.number().int().nullable(),
  /** Plural noun of what is counted, such as `photos`. */
  unit: z.string(),
});
export type Progress = z.infer<typeof progress>;

/** A job as it is shown. */
export const job = z.object({
  id: z.number(),
  kind: z.string(),
  /** In words for a person: `Import photos from Moray 2026`. */
  title: z.string(),
  state: jobState,
  ...progress.shape,
  /** From the pace so far; null while it cannot be said. */
  secondsLeft: z.number().nullable(),
  perSecond: z.number().nullable(),
  /** What it produced, in a sentence, when it is done. */
  summary: z.string().nullable(),
  result: z.unknown(),
  error: plainError.nullable(),
  retryOf: z.number().nullable(),
  cancellable: z.boolean(),
  retryable: z.boolean(),
  createdAt: instant,
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
});
export type Job = z.infer<typeof job>;

/** A line that a job wrote down. */
export const jobLogLine = z.object({
  id: z.number(),
  at: instant,
  level: z.enum(['info', 'warning', 'error']),
  line: z.string(),
});
export type JobLogLine = z.infer<typeof jobLogLine>;
export type LogLevel = JobLogLine['level'];

/** How a job ended. */
export type JobEnd<Result = unknown> =
  | { state: 'done'; result: Result }
  | { state: 'failed'; error: PlainError }
  | { state: 'cancelled' };
