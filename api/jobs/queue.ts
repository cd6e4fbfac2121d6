import type { Catalogue } from '#catalog/catalogue.ts';
import {
  failInterrupted,
  finishJob,
  insertJob,
  setProgress,
  setResume,
  startJob,
} from '#catalog/jobs/job-life.ts';
import { appendLog } from '#catalog/jobs/job-log.ts';
import { getJob, listJobs, nextQueued, type StoredJob } from '#catalog/queries/jobs.ts';
import type { WorkerHost } from '#worker/host/worker-host.ts';
import type { JobKind, JobKinds } from '#worker/messages.ts';
import { brokeOff, hasEnded } from '#terms/jobs/job-states.ts';
import type { Job, JobEnd, Progress } from '#terms/jobs/job.ts';
import { AppError, toPlainError } from '../errors.ts';
import type { EventHub } from '../events.ts';
import type { ShellKind } from './job-kind.ts';
import { Pace } from './pace.ts';
import { isJobKind, shellKinds } from './shell-kinds.ts';

/** Progress is written to the database this often; clients hear of it sooner. */
const STORE_MS = 1000;

interface RunningJob extends Progress {
  id: number;
  pace: Pace;
  storedAt: number;
}

/**
 * The jobs of one open catalogue, one at a time, in order. A job is a row; what runs is the worker's.
 * Closing the queue stops the running job, which stands as failed and can be retried.
 */
export class JobQueue {
  readonly #catalogue: Catalogue;
  readonly #host: WorkerHost;
  readonly #events: EventHub;
  #running: RunningJob | undefined;
  #closed = false;
  #idle: Promise<void> = Promise.resolve();

  constructor(catalogue: Catalogue, host: WorkerHost, events: EventHub) {
    this.#catalogue = catalogue;
    this.#host = host;
    this.#events = events;
    if (!catalogue.readOnly) {
      for (const job of failInterrupted(catalogue, Date.now())) this.#stopped(job);
      this.#pump();
    }
  }

  /** @throws AppError if the catalogue cannot be written. */
  start<K extends JobKind>(kind: K, spec: JobKinds[K]['spec']): Job {
    return this.startWith(kind, () => spec);
  }

  /**
   * Starts a job together with rows that it needs, such as the version that it trains: both are stored or neither.
   * @param makeSpec stores those rows; what it throws leaves nothing behind
   * @throws AppError if the catalogue cannot be written.
   */
  startWith<K extends JobKind>(kind: K, makeSpec: () => JobKinds[K]['spec']): Job {
    if (this.#catalogue.readOnly) {
      throw new AppError(
        'catalogue-read-only',
        `${this.#catalogue.folder} cannot be written, so no job can run in it. Copy it to a folder of yours.`,
      );
    }
    return this.#enqueue(kind, () => ({ spec: makeSpec() }));
  }

  get(jobId: number): Job {
    return this.#present(getJob(this.#catalogue, jobId));
  }

  list(limit: number): Job[] {
    return listJobs(this.#catalogue, limit).map((job) => this.#present(job));
  }

  /** @throws AppError `job-not-cancellable` if it has ended. */
  cancel(jobId: number): Job {
    const job = getJob(this.#catalogue, jobId);
    if (job.state === 'queued') {
      finishJob(this.#catalogue, jobId, { state: 'cancelled' }, Date.now());
      this.#stopped(job);
      this.#announce(jobId);
    } else if (job.state === 'running') this.#host.cancel(jobId);
    else {
      throw new AppError('job-not-cancellable', `Job ${jobId} has ended already (${job.state}).`, {
        jobId,
      });
    }
    return this.get(jobId);
  }

  /** @throws AppError `job-not-retryable` unless it failed or was cancelled. */
  retry(jobId: number): Job {
    const job = getJob(this.#catalogue, jobId);
    if (!brokeOff(job) || !isJobKind(job.kind)) {
      throw new AppError(
        'job-not-retryable',
        `Job ${jobId} is ${job.state}; only a failed or cancelled job can be retried.`,
        { jobId },
      );
    }
    const { kind, spec, resume } = job;
    return this.#enqueue(kind, () => ({ spec, resume, retryOf: jobId }));
  }

  /** Resolves when nothing runs. */
  async idle(): Promise<void> {
    while (this.#running !== undefined) await this.#idle;
  }

  /** Stops the running job and lets nothing new begin. */
  async close(): Promise<void> {
    this.#closed = true;
    if (this.#running !== undefined) this.#host.stop();
    await this.idle();
  }

  #enqueue(kind: JobKind, make: () => { spec: unknown; resume?: unknown; retryOf?: number }): Job {
    const catalogue = this.#catalogue;
    const { id, topics } = catalogue.transaction(() => {
      const job = insertJob(catalogue, { kind, ...make() }, Date.now());
      const { queued } = shellKinds[kind] as ShellKind<JobKind>;
      const spec = job.spec as JobKinds[JobKind]['spec'];
      return { id: job.id, topics: queued?.(catalogue, job.id, spec) ?? [] };
    });
    this.#announce(id);
    this.#events.changed(...topics);
    this.#pump();
    return this.get(id);
  }

  #pump(): void {
    if (this.#closed || this.#running !== undefined) return;
    const job = nextQueued(this.#catalogue);
    if (job === undefined) {
      this.#catalogue.checkpoint();
      return;
    }
    this.#running = {
      id: job.id,
      pace: new Pace(),
      phase: '',
      done: 0,
      total: null,
      unit: '',
      storedAt: 0,
    };
    this.#idle = this.#run(job).finally(() => {
      this.#running = undefined;
      this.#announce(job.id);
      this.#pump();
    });
  }

  async #run(job: StoredJob): Promise<void> {
    const catalogue = this.#catalogue;
    startJob(catalogue, job.id, Date.now());
    this.#announce(job.id);
    if (!isJobKind(job.kind)) {
      const message = `This Resight does not know jobs of the kind "${job.kind}".`;
      this.#finish(job, { state: 'failed', error: { code: 'unsupported-here', message } });
      return;
    }
    const kind = shellKinds[job.kind] as ShellKind<JobKind>;
    const spec = job.spec as JobKinds[JobKind]['spec'];
    const tally: Record<string, number> = {};
    const end = await this.#host.run(
      {
        jobId: job.id,
        kind: job.kind,
        spec,
        place: { catalogueFolder: catalogue.folder, databasePath: catalogue.layout.database },
        resume: job.resume,
      },
      {
        progress: (progress) => this.#onProgress(progress),
        log: (level, line) => appendLog(catalogue, job.id, level, line, Date.now()),
        batch: (batch) => {
          const stored = batch as JobKinds[JobKind]['batch'];
          this.#events.changed(...kind.storeBatch(catalogue, stored, spec, tally));
        },
        resume: (resume) => setResume(catalogue, job.id, resume),
      },
    );
    if (end.state !== 'done') {
      this.#finish(job, end);
      return;
    }
    try {
      const { result, summary, topics } = kind.finish(
        catalogue,
        end.result as JobKinds[JobKind]['result'],
        spec,
        tally,
      );
      appendLog(catalogue, job.id, 'info', summary, Date.now());
      this.#finish(job, { state: 'done', result: { ...result, summary } });
      this.#events.changed(...topics);
    } catch (error) {
      this.#finish(job, { state: 'failed', error: toPlainError(error) });
    }
  }

  #finish(job: StoredJob, end: JobEnd): void {
    const jobId = job.id;
    const running = this.#running;
    if (running !== undefined) {
      const { phase, done, total, unit } = running;
      setProgress(this.#catalogue, jobId, { phase, done, total, unit }, Date.now());
    }
    if (end.state === 'failed') {
      appendLog(this.#catalogue, jobId, 'error', end.error.message, Date.now());
    }
    finishJob(this.#catalogue, jobId, end, Date.now());
    if (end.state !== 'done') this.#stopped(job);
  }

  #stopped({ id, kind, spec }: StoredJob): void {
    if (!isJobKind(kind)) return;
    const { stopped } = shellKinds[kind] as ShellKind<JobKind>;
    const topics = stopped?.(this.#catalogue, id, spec as JobKinds[JobKind]['spec']) ?? [];
    this.#events.changed(...topics);
  }

  #onProgress(progress: Progress): void {
    const running = this.#running;
    if (running === undefined) return;
    const { phase, done, total, unit } = progress;
    Object.assign(running, { phase, done, total, unit });
    const now = performance.now();
    running.pace.mark(phase, done, now);
    if (now - running.storedAt > STORE_MS) {
      running.storedAt = now;
      setProgress(this.#catalogue, running.id, { phase, done, total, unit }, Date.now());
    }
    this.#announce(running.id);
  }

  #announce(jobId: number): void {
    this.#events.send({ type: 'job', job: this.get(jobId) });
  }

  #present(job: StoredJob): Job {
    const { resume: _, seenAt: __, spec, ...rest } = job;
    const running = this.#running?.id === job.id ? this.#running : undefined;
    const live = running === undefined || job.state !== 'running' ? {} : liveOf(running);
    const { result } = job;
    const summary =
      typeof result === 'object' && result !== null && 'summary' in result
        ? String(result.summary)
        : null;
    return {
      ...rest,
      ...live,
      title: isJobKind(job.kind) ? titleOf(job.kind, spec) : job.kind,
      secondsLeft: running?.pace.secondsLeft(running.total) ?? null,
      perSecond: running?.pace.perSecond ?? null,
      summary,
      error: job.error,
      cancellable: !hasEnded(job),
      retryable: brokeOff(job) && isJobKind(job.kind),
    };
  }
}

const liveOf = ({ phase, done, total, unit }: RunningJob): Progress => ({
  phase,
  done,
  total,
  unit,
});

function titleOf<K extends JobKind>(kind: K, spec: unknown): string {
  return (shellKinds[kind] as ShellKind<K>).title(spec as JobKinds[K]['spec']);
}
