import type { Catalogue } from '#catalog/catalogue.ts';
import {
  failInterrupted,
  finishJob,
  insertJob,
  setProgress,
  setResume,
  startJob,
  type NewJob,
} from '#catalog/jobs/job-life.ts';
import { appendLog } from '#catalog/jobs/job-log.ts';
import {
  getJob,
  listJobs,
  nextQueued,
  type FitJob,
  type StoredJob,
} from '#catalog/queries/jobs.ts';
import { jobs, type AskedSpec, type JobKind, type JobSpec } from '#terms/jobs/index.ts';
import { brokeOff } from '#terms/jobs/job-states.ts';
import type { Job, JobEnd, Progress } from '#terms/jobs/job.ts';
import { problems } from '#terms/problems.ts';
import type { WorkerHost } from '#worker/host/worker-host.ts';
import { AppError, toPlainError } from '../errors.ts';
import type { EventHub } from '../events.ts';
import { noticeReplaced } from './notice-replaced.ts';
import { Pace } from './pace.ts';
import type { Tally } from './shell-side.ts';
import { broughtIn, finished, sideOf, stopped } from './shell-sides.ts';
import { UnstoredEnds } from './unstored-ends.ts';
import { shownJob, type Running } from './shown-job.ts';

/** Progress is written to the database this often; clients hear of it sooner. */
const STORE_MS = 1000;

interface RunningJob extends Running {
  /** When its progress was last written to the database. */
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
  readonly #unstored = new UnstoredEnds();
  #running: RunningJob | undefined;
  #closed = false;
  #idle: Promise<void> = Promise.resolve();

  constructor(catalogue: Catalogue, host: WorkerHost, events: EventHub) {
    this.#catalogue = catalogue;
    this.#host = host;
    this.#events = events;
    if (!catalogue.readOnly) {
      this.#settleInterrupted();
      this.#pump();
    }
  }

  /**
   * Puts a job in the queue.
   * @throws AppError `bad-input` for a spec that does not fit the kind, `catalogue-read-only` if it would change a catalogue
   *   that cannot be written.
   */
  start<K extends JobKind>(kind: K, spec: AskedSpec<K>): Job {
    return this.startWith(kind, () => spec);
  }

  /**
   * Starts a job together with rows that it needs, such as the version that it trains: both are stored or neither.
   * @param makeSpec stores those rows; what it throws leaves nothing behind
   * @throws AppError as `start`
   */
  startWith<K extends JobKind>(kind: K, makeSpec: () => AskedSpec<K>): Job {
    this.#requireRight(kind);
    return this.#enqueue(() => ({ kind, spec: specOf(kind, makeSpec()) }));
  }

  get(jobId: number): Job {
    return this.#shown(getJob(this.#catalogue, jobId));
  }

  list(limit: number): Job[] {
    return listJobs(this.#catalogue, limit).map((job) => this.#shown(job));
  }

  /** @throws AppError `job-not-cancellable` if it has ended. */
  cancel(jobId: number): Job {
    const job = getJob(this.#catalogue, jobId);
    if (job.state === 'queued') {
      finishJob(this.#catalogue, jobId, { state: 'cancelled' }, Date.now());
      stopped(this.#catalogue, job);
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
    if (job.unfit !== null) throw new AppError('job-not-retryable', job.unfit.message, { jobId });
    if (!brokeOff(job)) {
      throw new AppError(
        'job-not-retryable',
        `Job ${jobId} is ${job.state}; only a failed or cancelled job can be retried.`,
        { jobId },
      );
    }
    const { kind, spec, resume } = job;
    this.#requireRight(kind);
    return this.#enqueue(() => ({ kind, spec, resume, retryOf: jobId }));
  }

  /** Resolves when nothing runs. */
  async idle(): Promise<void> {
    while (this.#running !== undefined) await this.#idle;
  }

  /** Stops the running job and lets nothing new begin. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#unstored.close();
    if (this.#running !== undefined) this.#host.stop();
    await this.idle();
  }

  /** @throws AppError `catalogue-read-only` for a job that would change what cannot be written */
  #requireRight(kind: JobKind): void {
    const { folder, readOnly } = this.#catalogue;
    if (!readOnly || jobs[kind].onlyReads === true) return;
    throw new AppError(
      'catalogue-read-only',
      `${folder} cannot be written, so "${jobs[kind].title}" cannot run in it. Copy it to a folder of yours.`,
      { folder },
    );
  }

  #enqueue<K extends JobKind>(make: () => NewJob<K>): Job {
    const catalogue = this.#catalogue;
    const id = catalogue.transaction(() => {
      const job = make();
      const row = insertJob(catalogue, job, Date.now());
      sideOf(job.kind)?.queued?.(catalogue, row.id, job.spec);
      return row.id;
    });
    this.#announce(id);
    this.#pump();
    return this.get(id);
  }

  #pump(): void {
    if (this.#closed || this.#running !== undefined || !this.#unstored.isEmpty) return;
    const job = nextQueued(this.#catalogue);
    if (job === undefined) {
      this.#catalogue.checkpoint();
      return;
    }
    this.#running = {
      id: job.id,
      pace: new Pace(),
      progress: { phase: '', done: 0, total: null, unit: '' },
      storedAt: 0,
    };
    this.#idle = this.#run(job).finally(() => {
      this.#running = undefined;
      this.#announce(job.id);
      this.#pump();
    });
  }

  /** Never rejects: whatever happens is the job's end and not the program's. */
  async #run(job: StoredJob): Promise<void> {
    try {
      startJob(this.#catalogue, job.id, Date.now());
      this.#announce(job.id);
      if (job.unfit !== null) this.#finish(job, { state: 'failed', error: job.unfit });
      else await this.#work(job);
    } catch (error) {
      this.#finish(job, { state: 'failed', error: toPlainError(error) });
    }
  }

  async #work<K extends JobKind>(job: FitJob<K>): Promise<void> {
    const catalogue = this.#catalogue;
    const { id: jobId, kind, spec, resume } = job;
    const side = sideOf(kind);
    const tally: Tally = {};
    const place = { catalogueFolder: catalogue.folder, databasePath: catalogue.db.name };
    const end = await this.#host.run(
      { jobId, kind, spec, place, resume },
      {
        progress: (progress) => this.#onProgress(progress),
        log: (level, line) => appendLog(catalogue, jobId, level, line, Date.now()),
        batch: (batch) =>
          broughtIn(catalogue, jobId, kind, spec, () =>
            side?.storeBatch?.(catalogue, batch, spec, tally),
          ),
        resume: (value) => setResume(catalogue, jobId, value),
      },
    );
    if (end.state !== 'done') {
      this.#finish(job, end);
      return;
    }
    await noticeReplaced(catalogue, end.result);
    const { result, summary } = finished(catalogue, job, end.result, tally);
    appendLog(catalogue, jobId, 'info', summary, Date.now());
    this.#finish(job, { state: 'done', result: { ...result, summary } });
  }

  /** Stores how a job ended. Where that cannot be stored, as on a full disk, it is shown and stored later. */
  #finish(job: StoredJob, end: JobEnd): void {
    const store = () => this.#catalogue.transaction(() => this.#storeEnd(job, end));
    try {
      store();
    } catch (error) {
      const known = end.state === 'failed' ? end.error : toPlainError(error);
      this.#unstored.keep(job.id, known, store, () => {
        this.#announce(job.id);
        this.#pump();
      });
    }
  }

  #storeEnd(job: StoredJob, end: JobEnd): void {
    const { id: jobId } = job;
    const progress = this.#running?.id === jobId ? this.#running.progress : undefined;
    if (progress !== undefined) setProgress(this.#catalogue, jobId, progress, Date.now());
    if (end.state === 'failed')
      appendLog(this.#catalogue, jobId, 'error', end.error.message, Date.now());
    finishJob(this.#catalogue, jobId, end, Date.now());
    if (end.state !== 'done') stopped(this.#catalogue, job);
  }

  /** Jobs that were running when the program ended; on a full disk as soon as there is room. */
  #settleInterrupted(): void {
    const settle = () => {
      for (const job of failInterrupted(this.#catalogue, Date.now())) stopped(this.#catalogue, job);
    };
    try {
      settle();
    } catch (error) {
      this.#unstored.keep(0, toPlainError(error), settle, () => this.#pump());
    }
  }

  #onProgress(progress: Progress): void {
    const running = this.#running;
    if (running === undefined) return;
    running.progress = progress;
    const now = performance.now();
    running.pace.mark(progress.phase, progress.done, now);
    if (now - running.storedAt > STORE_MS) {
      running.storedAt = now;
      setProgress(this.#catalogue, running.id, progress, Date.now());
    }
    this.#announce(running.id);
  }

  #shown(job: StoredJob): Job {
    return shownJob(this.#unstored.ended(job), this.#running);
  }

  #announce(jobId: number): void {
    this.#events.send({ type: 'job', job: this.get(jobId) });
  }
}

/** What is asked, complete. @throws AppError `bad-input` naming what does not fit */
function specOf<K extends JobKind>(kind: K, asked: AskedSpec<K>): JobSpec<K> {
  const { title, spec } = jobs[kind];
  const parsed = spec.safeParse(asked);
  if (parsed.success) return parsed.data;
  throw new AppError('bad-input', `"${title}" was refused. ${problems(parsed.error.issues)}.`, {
    kind,
  });
}
