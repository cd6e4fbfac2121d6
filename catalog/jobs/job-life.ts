/** What happens to a job from the queue to its end, as it is written down. */
import type { JobKind, JobResume, JobSpec } from '#terms/jobs/index.ts';
import type { JobEnd, Progress } from '#terms/jobs/job.ts';
import type { Catalogue } from '../catalogue.ts';
import { getJob, runningJobs, type StoredJob } from '../queries/jobs.ts';

export interface NewJob<K extends JobKind> {
  kind: K;
  spec: JobSpec<K>;
  /** From where it goes on, if it is done again. */
  resume?: JobResume<K> | null;
  retryOf?: number | null;
}

export function insertJob<K extends JobKind>(
  catalogue: Catalogue,
  { kind, spec, resume = null, retryOf = null }: NewJob<K>,
  now: number,
): StoredJob {
  const { id } = catalogue.run(
    `INSERT INTO jobs (kind, spec, state, resume, retry_of, created_at) VALUES (?, ?, 'queued', ?, ?, ?)`,
    kind,
    JSON.stringify(spec),
    resume === null ? null : JSON.stringify(resume),
    retryOf,
    now,
  );
  return getJob(catalogue, id);
}

export function startJob(catalogue: Catalogue, jobId: number, now: number): void {
  catalogue.run(
    `UPDATE jobs SET state = 'running', started_at = @now, seen_at = @now WHERE id = @jobId`,
    { now, jobId },
  );
}

export function setProgress(
  catalogue: Catalogue,
  jobId: number,
  { phase, done, total, unit }: Progress,
  now: number,
): void {
  catalogue.run(
    'UPDATE jobs SET phase = ?, done = ?, total = ?, unit = ?, seen_at = ? WHERE id = ?',
    phase,
    done,
    total,
    unit,
    now,
    jobId,
  );
}

/** What the job needs to go on from here after a crash. */
export function setResume(catalogue: Catalogue, jobId: number, resume: unknown): void {
  catalogue.run('UPDATE jobs SET resume = ? WHERE id = ?', JSON.stringify(resume), jobId);
}

export function finishJob(catalogue: Catalogue, jobId: number, end: JobEnd, now: number): void {
  catalogue.run(
    'UPDATE jobs SET state = ?, result = ?, error = ?, finished_at = ? WHERE id = ?',
    end.state,
    end.state === 'done' ? JSON.stringify(end.result ?? null) : null,
    end.state === 'failed' ? JSON.stringify(end.error) : null,
    now,
    jobId,
  );
}

/**
 * Jobs that were running when the program ended: failed, with the reason, ready to be retried. They ended when
 * they were last heard of, which may be days before `now`.
 */
export function failInterrupted(catalogue: Catalogue, now: number): StoredJob[] {
  const interrupted = runningJobs(catalogue);
  for (const { id, seenAt } of interrupted) {
    finishJob(
      catalogue,
      id,
      {
        state: 'failed',
        error: {
          code: 'worker-died',
          message: 'Resight was closed or stopped while this job ran. Retry goes on from there.',
        },
      },
      seenAt ?? now,
    );
  }
  return interrupted;
}
