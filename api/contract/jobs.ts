import { oc } from '@orpc/contract';
import { z } from 'zod';
import { id } from '#terms/common.ts';
import { freeJob } from '#terms/jobs/index.ts';
import { job, jobLogLine } from '#terms/jobs/job.ts';

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
  /** Starts work that needs nothing but what is asked; what needs more has a procedure of its own. */
  start: oc.input(freeJob).output(job),
};
