import { hasEnded } from '#terms/jobs/job-states.ts';
import type { JobKind } from '#terms/jobs/index.ts';
import type { Job } from '#terms/jobs/job.ts';
import { useJobs } from '../client/queries.ts';

/** Whether a job is there that runs or waits for its turn. */
export const isActive = (job: Job | undefined): job is Job => job !== undefined && !hasEnded(job);

/** The job of a kind that runs or waits, wherever it was begun. */
export function useActiveJob(kind: JobKind): Job | undefined {
  const { data: jobs } = useJobs();
  return jobs?.find((job) => job.kind === kind && isActive(job));
}
