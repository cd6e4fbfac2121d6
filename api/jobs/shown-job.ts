import type { StoredJob } from '#catalog/queries/jobs.ts';
import { isJobKind, jobs, type JobKind, type JobSpec } from '#terms/jobs/index.ts';
import { brokeOff, hasEnded } from '#terms/jobs/job-states.ts';
import type { Job, Progress } from '#terms/jobs/job.ts';
import type { Pace } from './pace.ts';

/** What is known of the job that runs and not stored yet. */
export interface Running {
  id: number;
  progress: Progress;
  pace: Pace;
}

/** A job as clients see it, with what is newer than its row where it is the one that runs. */
export function shownJob(stored: StoredJob, running: Running | undefined): Job {
  const { resume: _, seenAt: __, spec: ___, unfit, ...job } = stored;
  const live = running?.id === job.id ? running : undefined;
  const { result, summary, state } = job;
  return {
    ...job,
    ...(state === 'running' ? live?.progress : undefined),
    title: titleOf(stored),
    secondsLeft: live?.pace.secondsLeft(live.progress.total) ?? null,
    perSecond: live?.pace.perSecond ?? null,
    result: result === null ? null : { ...result, summary },
    cancellable: !hasEnded(job),
    retryable: brokeOff(job) && unfit === null,
  };
}

const ownTitle = <K extends JobKind>(kind: K, spec: JobSpec<K>): string => jobs[kind].titleOf(spec);

function titleOf(job: StoredJob): string {
  if (job.unfit === null) return ownTitle(job.kind, job.spec);
  return isJobKind(job.kind) ? jobs[job.kind].title : job.kind;
}
