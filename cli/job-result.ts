import { jobStates } from '#terms/jobs/job-states.ts';
import type { Job } from '#terms/jobs/job.ts';
import { codeOfJob, followJob } from './follow-job.ts';
import { throwIfFailed } from './throw-if-failed.ts';
import { output, type OutputOptions } from './output.ts';
import type { Session } from './session.ts';

/** Follows a job to its end and writes what it produced; a failed one is an error. */
export async function showJob(session: Session, job: Job, options: OutputOptions): Promise<Job> {
  const end = await followJob(session, job);
  process.exitCode = codeOfJob(end);
  throwIfFailed(end);
  output(options, end.result, () => `${end.summary ?? jobStates.cancelled.sentence}\n`);
  return end;
}
