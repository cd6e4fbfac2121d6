import type { JobKind } from '#terms/jobs/index.ts';
import { hasEnded } from '#terms/jobs/job-states.ts';
import type { Job } from '#terms/jobs/job.ts';
import { followJob } from './follow-job.ts';
import type { Session } from './session.ts';

/** Drawing, the import of what was drawn, and what is known of it: in this order. */
const kinds: readonly JobKind[] = ['demo', 'import-photos', 'demo-labels'];

/**
 * Waits for what an opened demo is still at; of each step only its newest run counts.
 * @returns the newest run of each step, ended; the first that is not done is the last of them
 */
export async function followDemo(session: Session): Promise<Job[]> {
  const ended: Job[] = [];
  for (const kind of kinds) {
    const job = (await session.client.jobs.list({ limit: 1000 })).find((one) => one.kind === kind);
    if (job === undefined) continue;
    const end = hasEnded(job) ? job : await followJob(session, job);
    ended.push(end);
    if (end.state !== 'done') break;
  }
  return ended;
}
