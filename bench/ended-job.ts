import type { App } from '#api/app.ts';
import { directClient } from '#api/server.ts';
import { brokeOff } from '#terms/jobs/job-states.ts';
import type { Job } from '#terms/jobs/job.ts';

/** Waits until a job is done. @throws Error with the reason if it fails or is cancelled */
export async function endedJob(app: App, job: Job): Promise<Job> {
  const client = directClient(app);
  const stop = new AbortController();
  try {
    for await (const _ of app.events.subscribe(stop.signal)) {
      const now = await client.jobs.get({ jobId: job.id });
      if (now.state === 'done') return now;
      if (brokeOff(now)) throw new Error(`${now.title}: ${now.error?.message ?? now.state}`);
    }
    throw new Error('The events ended.');
  } finally {
    stop.abort();
  }
}
