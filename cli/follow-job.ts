import { hasEnded } from '#terms/jobs/job-states.ts';
import type { Job } from '#terms/jobs/job.ts';
import { progressWords } from '#terms/jobs/progress-words.ts';
import { joined } from '#terms/words.ts';
import { exitCode } from './exit-codes.ts';
import type { Session } from './session.ts';

const BAR = 24;
/** Without a terminal a line is written this often, milliseconds. */
const LINE_MS = 5000;

/** `Reading photos ████░░░░ 412 of 4,012 photos · 31/s · 2 min left`. */
function progressText(job: Job): string {
  const { phase, done, total } = job;
  const bar =
    total === null
      ? ''
      : '█'.repeat(Math.round((BAR * done) / Math.max(1, total))).padEnd(BAR, '░');
  return joined([phase, bar, progressWords(job)], ' ');
}

/**
 * Waits for a job with its progress on standard error; Ctrl-C cancels it. What was done until then is
 * kept.
 */
export async function followJob({ app, client }: Session, start: Job): Promise<Job> {
  const interactive = process.stderr.isTTY;
  let lastLine = 0;
  const show = (job: Job) => {
    if (job.state !== 'running' || job.phase === '') return;
    const text = progressText(job);
    if (interactive) process.stderr.write(`\r\u001b[K${text}`);
    else if (performance.now() - lastLine > LINE_MS) {
      lastLine = performance.now();
      process.stderr.write(`${text}\n`);
    }
  };
  const cancel = () => {
    process.stderr.write('\nCancelling; what is done so far is kept.\n');
    client.jobs.cancel({ jobId: start.id }).catch(() => {});
  };
  process.on('SIGINT', cancel);
  const stop = new AbortController();
  try {
    if (!interactive) process.stderr.write(`${start.title}\n`);
    for await (const event of app.events.subscribe(stop.signal)) {
      const job = event.type === 'job' ? event.job : await client.jobs.get({ jobId: start.id });
      if (job.id !== start.id) continue;
      show(job);
      if (hasEnded(job)) {
        if (interactive) process.stderr.write('\r\u001b[K');
        return job;
      }
    }
    throw new Error('The job was lost sight of.');
  } finally {
    stop.abort();
    process.off('SIGINT', cancel);
  }
}

/** The exit code that a job's end amounts to. */
export function codeOfJob(job: Job): number {
  switch (job.state) {
    case 'done': {
      const { result } = job;
      // Files that could not be read, or boxes that could not be used.
      const left =
        typeof result === 'object' && result !== null
          ? Object.entries(result)
              .filter(([name]) => name === 'unreadable' || name === 'skipped')
              .some(([, list]) => Array.isArray(list) && list.length > 0)
          : false;
      return left ? exitCode.partly : exitCode.ok;
    }
    case 'cancelled':
      return exitCode.cancelled;
    default:
      return exitCode.failed;
  }
}
