import { knownCode, type PlainError } from '#terms/errors.ts';
import type { JobEnd, LogLevel, Progress } from '#terms/jobs/job.ts';
import type { JobBatch, JobKind, JobResult, JobResume } from '#terms/jobs/index.ts';
import type { Answer, Asked, Question } from '#terms/questions/index.ts';
import type { FromWorker, JobPlace, JobStart } from '../messages.ts';
import type { SpawnWorker, WorkerExit, WorkerProcess } from './worker-process.ts';

/** A worker that has had nothing to do for this long is stopped; it holds memory. */
const IDLE_MS = 60_000;
/** How long a cancelled job may take to stop before its process is killed. */
const CANCEL_MS = 10_000;

interface JobListeners<K extends JobKind = JobKind> {
  progress: (progress: Progress) => void;
  log: (level: LogLevel, line: string) => void;
  /** Stores a batch; an error here ends the job as failed. */
  batch: (batch: JobBatch<K>) => void;
  resume: (resume: JobResume<K>) => void;
}

interface Running {
  jobId: number;
  listeners: JobListeners;
  end: (end: JobEnd<JobResult<JobKind>>) => void;
  cancelled: boolean;
  killTimer: NodeJS.Timeout | undefined;
}

interface Waiting {
  answer: (answer: Answer<Question>) => void;
  refuse: (error: WorkerRefusal) => void;
}

/** A question that was not answered; `code` is one of a job's errors. */
export class WorkerRefusal extends Error {
  override readonly name = 'WorkerRefusal';
  readonly plain: PlainError;

  constructor(plain: PlainError) {
    super(plain.message);
    this.plain = plain;
  }
}

/** Why a process is gone, in words. */
function exitReason({ code, signal }: WorkerExit, stderr: string): string {
  const lastLine = stderr
    .split('\n')
    .findLast((line) => line.trim() !== '' && !/^\s+at |^Node\.js v/.test(line));
  const said = lastLine === undefined ? '' : ` Its last words: ${lastLine.trim()}`;
  if (signal === 'SIGKILL') {
    return `The worker process was killed (SIGKILL), by the system when memory runs out or by a person.${said}`;
  }
  if (signal !== null) return `The worker process was ended by ${signal}.${said}`;
  if (code === null) return `The worker process could not be started.${said}`;
  return `The worker process stopped with code ${code}.${said}`;
}

/**
 * Keeps at most one worker process: starts it when a job needs it, watches it, and starts a new one
 * after it died. A dead worker fails its job and nothing else.
 */
export class WorkerHost {
  readonly #spawn: SpawnWorker;
  #process: WorkerProcess | undefined;
  /** Messages of a process that was given up are of an older generation and are dropped. */
  #generation = 0;
  #running: Running | undefined;
  #idleTimer: NodeJS.Timeout | undefined;
  #stderr = '';
  #asks = 0;
  readonly #asked = new Map<number, Waiting>();

  constructor(spawn: SpawnWorker) {
    this.#spawn = spawn;
  }

  /** The pid of the worker, while there is one. */
  get pid(): number | undefined {
    return this.#process?.pid;
  }

  /** Runs one job to its end; never rejects. */
  run<K extends JobKind>(
    start: JobStart<K>,
    listeners: JobListeners<K>,
  ): Promise<JobEnd<JobResult<K>>> {
    if (this.#running !== undefined) {
      throw new Error(`The worker is busy with job ${this.#running.jobId}.`);
    }
    clearTimeout(this.#idleTimer);
    return new Promise((resolve) => {
      this.#running = {
        jobId: start.jobId,
        // What comes back is of the kind that is started here.
        listeners: listeners as unknown as JobListeners,
        cancelled: false,
        killTimer: undefined,
        end: (end) => {
          clearTimeout(this.#running?.killTimer);
          this.#running = undefined;
          this.#stopWhenIdle();
          resolve(end as JobEnd<JobResult<K>>);
        },
      };
      this.#ensureProcess().send({ type: 'start', ...start });
    });
  }

  /**
   * Asks the worker something, beside a job that runs.
   *
   * @throws WorkerRefusal with the worker's reason, or because it died meanwhile.
   */
  ask<Q extends Question>(question: Q, input: Asked<Q>, place: JobPlace): Promise<Answer<Q>> {
    clearTimeout(this.#idleTimer);
    this.#asks += 1;
    const askId = this.#asks;
    return new Promise((resolve, reject) => {
      this.#asked.set(askId, {
        // The answer bears the number of this question.
        answer: (answer) => resolve(answer as Answer<Q>),
        refuse: reject,
      });
      this.#ensureProcess().send({ type: 'ask', askId, question, input, place });
    });
  }

  /** Asks the job to stop, and kills the process if it does not in time. */
  cancel(jobId: number): void {
    const running = this.#running;
    if (running === undefined || running.jobId !== jobId || running.cancelled) return;
    running.cancelled = true;
    this.#process?.send({ type: 'cancel', jobId });
    running.killTimer = setTimeout(() => this.#process?.kill(), CANCEL_MS);
  }

  /** Ends the process; a job that runs fails with the reason. */
  stop(): void {
    clearTimeout(this.#idleTimer);
    this.#process?.kill();
  }

  #ensureProcess(): WorkerProcess {
    if (this.#process !== undefined) return this.#process;
    this.#generation += 1;
    const generation = this.#generation;
    this.#stderr = '';
    const started = this.#spawn({
      message: (message) => {
        if (generation === this.#generation) this.#onMessage(message);
      },
      stderr: (text) => {
        if (generation === this.#generation) this.#stderr = (this.#stderr + text).slice(-4000);
      },
      exit: (exit) => {
        if (generation === this.#generation) this.#onExit(exit);
      },
    });
    this.#process = started;
    return started;
  }

  #onMessage(message: FromWorker): void {
    if (message.type === 'ready') return;
    if (message.type === 'answer' || message.type === 'refusal') {
      const asked = this.#asked.get(message.askId);
      this.#asked.delete(message.askId);
      if (message.type === 'answer') asked?.answer(message.answer);
      else asked?.refuse(new WorkerRefusal(message.error));
      this.#stopWhenIdle();
      return;
    }
    const running = this.#running;
    if (running === undefined || running.jobId !== message.jobId) return;
    switch (message.type) {
      case 'progress':
        this.#tell(running, () => running.listeners.progress(message.progress));
        break;
      case 'log':
        this.#tell(running, () => running.listeners.log(message.level, message.line));
        break;
      case 'batch':
        this.#storeBatch(running, message.batch, message.sequence);
        break;
      case 'resume':
        this.#tell(running, () => running.listeners.resume(message.resume));
        break;
      case 'done':
        running.end({ state: 'done', result: message.result });
        break;
      case 'failed':
        running.end({ state: 'failed', error: message.error });
        break;
      case 'cancelled':
        running.end({ state: 'cancelled' });
        break;
    }
  }

  #storeBatch(running: Running, batch: JobBatch<JobKind>, sequence: number): void {
    this.#tell(running, () => {
      running.listeners.batch(batch);
      this.#process?.send({ type: 'batch-stored', jobId: running.jobId, sequence });
    });
  }

  /** Has the shell take what the job says; what cannot be taken, as on a full disk, ends the job and nothing else. */
  #tell(running: Running, listen: () => void): void {
    try {
      listen();
    } catch (error) {
      // The results cannot be stored, so going on would only lose more of them.
      const { message } = error instanceof Error ? error : { message: String(error) };
      const code = knownCode(error instanceof Error && 'code' in error ? error.code : undefined);
      this.#generation += 1;
      this.#process?.kill();
      this.#process = undefined;
      this.#refuseAll(message);
      running.end({ state: 'failed', error: { code, message } });
    }
  }

  #stopWhenIdle(): void {
    clearTimeout(this.#idleTimer);
    if (this.#running !== undefined || this.#asked.size > 0) return;
    this.#idleTimer = setTimeout(() => this.stop(), IDLE_MS);
    this.#idleTimer.unref();
  }

  #refuseAll(reason: string): void {
    const message = `${reason} Ask again.`;
    for (const { refuse } of this.#asked.values())
      refuse(new WorkerRefusal({ code: 'worker-died', message }));
    this.#asked.clear();
  }

  #onExit(exit: WorkerExit): void {
    this.#process = undefined;
    this.#refuseAll(exitReason(exit, this.#stderr));
    const running = this.#running;
    if (running === undefined) return;
    if (running.cancelled) {
      running.end({ state: 'cancelled' });
      return;
    }
    running.end({
      state: 'failed',
      error: {
        code: 'worker-died',
        message: `${exitReason(exit, this.#stderr)} What was done so far is kept; retry goes on from there.`,
        details: { ...exit },
      },
    });
  }
}
