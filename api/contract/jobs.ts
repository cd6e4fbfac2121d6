import { oc } from '@orpc/contract';
import { z } from 'zod';
import { id, instant } from '#terms/common.ts';
import { plainError } from '#terms/errors.ts';

export const jobState = z.enum(['queued', 'running', 'done', 'failed', 'cancelled']);
export type JobState = z.infer<typeof jobState>;

export const job = z.object({
  id: z.number(),
  kind: z.string(),
  /** In words for a person: `Import photos from Moray 2026`. */
  title: z.string(),
  state: jobState,
  phase: z.string(),
  done: z.number().int(),
  total: z.number().int().nullable(),
  /** Plural noun of what is counted. */
  unit: z.string(),
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

export const jobLogLine = z.object({
  id: z.number(),
  at: instant,
  level: z.enum(['info', 'warning', 'error']),
  line: z.string(),
});
export type JobLogLine = z.infer<typeof jobLogLine>;

export const jobsContract = {
  list: oc
    .input(z.object({ limit: z.number().int().min(1).max(1000).default(100) }).prefault({}))
    .output(z.array(job)),
  get: oc.input(z.object({ jobId: id })).output(job),
  log: oc
    .input(
      z.object({
        jobId: id,
        afterId: z.number().int().min(0).default(0),
        limit: z.number().int().min(1).max(5000).default(1000),
      }),
    )
    .output(z.array(jobLogLine)),
  cancel: oc.input(z.object({ jobId: id })).output(job),
  /** Queues the same work again, going on from where it stopped where the kind allows it. */
  retry: oc.input(z.object({ jobId: id })).output(job),
  importPhotos: oc
    .input(
      z.object({
        paths: z.array(z.string().min(1)).min(1).max(10_000),
        encounterGapMinutes: z.number().min(1).max(10_080).default(60),
      }),
    )
    .output(job),
};
