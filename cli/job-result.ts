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
  output(
    options,
    end.result,
    () => `${end.summary ?? jobStates.cancelled.sentence}\n${leftWords(end)}`,
  );
  return end;
}

/** Photos that could not be used, with the reason of each. */
interface Left {
  skipped?: { photoName?: string; reason?: string }[];
  unreadable?: { path?: string; reason?: string }[];
}

/** As many as are read; the log of the job has them all. */
const MOST_LINES = 20;

function leftWords({ id, result }: Job): string {
  if (typeof result !== 'object' || result === null) return '';
  const { skipped, unreadable } = result as Left;
  const lines = [
    ...(Array.isArray(skipped) ? skipped : []).map(
      ({ photoName = '', reason = '' }) => `  ${photoName}: ${reason}\n`,
    ),
    ...(Array.isArray(unreadable) ? unreadable : []).map(
      ({ path = '', reason = '' }) => `  ${path}: ${reason}\n`,
    ),
  ];
  const more = lines.length - MOST_LINES;
  return `${lines.slice(0, MOST_LINES).join('')}${more > 0 ? `  and ${more} more: resight jobs log ${id}\n` : ''}`;
}
