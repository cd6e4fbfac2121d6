import { CatalogueError } from '#catalog/catalogue-error.ts';
import type { ErrorCode, PlainError } from '#terms/errors.ts';
import type { LogLevel } from '#terms/jobs/job.ts';
import type { FromWorker, JobKind, JobKinds, JobPlace, ToWorker } from './messages.ts';

/** What a job may do besides its work. */
export interface JobContext<K extends JobKind> {
  place: JobPlace;
  signal: AbortSignal;
  /** What the job said last time by `saveResume`, or null on a first run. */
  resume: unknown;
  progress(phase: string, done: number, total: number | null, unit: string): void;
  log(level: LogLevel, line: string): void;
  /** Sends results to be stored; waits while too many are not stored yet. */
  batch(batch: JobKinds[K]['batch']): Promise<void>;
  /** Waits until every batch is stored. */
  stored(): Promise<void>;
  saveResume(resume: unknown): void;
}

export type JobProgram<K extends JobKind> = (
  spec: JobKinds[K]['spec'],
  context: JobContext<K>,
) => Promise<JobKinds[K]['result']>;

/** A failure of a job with a code of its own; other errors become `internal`. */
export class JobError extends Error {
  override readonly name = 'JobError';
  readonly code: ErrorCode;
  readonly details: Record<string, unknown>;

  constructor(code: ErrorCode, message: string, details: Record<string, unknown> = {}) {
    super(message);
    this.code = code;
    this.details = details;
  }
}

/** Thrown inside a job that was cancelled. */
export class CancelledError extends Error {
  override readonly name = 'CancelledError';
}

export function throwIfCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw new CancelledError('The job was cancelled.');
}

/** Batches that may be on their way: enough to keep both sides busy, few enough to hold no memory. */
const IN_FLIGHT = 4;
const PROGRESS_MS = 100;

/** The context of one run, speaking through `send`; `receive` takes the shell's answers. */
export class RunningContext<K extends JobKind> implements JobContext<K> {
  readonly place: JobPlace;
  readonly resume: unknown;
  readonly #jobId: number;
  readonly #kind: K;
  readonly #send: (message: FromWorker) => void;
  readonly #abort = new AbortController();
  #sequence = 0;
  #stored = 0;
  #waiting: { upTo: number; resolve: () => void }[] = [];
  #lastProgress = 0;
  #held: Extract<FromWorker, { type: 'progress' }> | undefined;

  constructor(
    start: Extract<ToWorker, { type: 'start' }> & { kind: K },
    send: (message: FromWorker) => void,
  ) {
    this.place = start.place;
    this.resume = start.resume;
    this.#jobId = start.jobId;
    this.#kind = start.kind;
    this.#send = send;
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  cancel(): void {
    this.#abort.abort();
    // A job that waits for room goes on to see that it is cancelled.
    for (const { resolve } of this.#waiting) resolve();
    this.#waiting = [];
  }

  batchStored(sequence: number): void {
    this.#stored = Math.max(this.#stored, sequence);
    this.#waiting = this.#waiting.filter(({ upTo, resolve }) => {
      if (upTo > this.#stored) return true;
      resolve();
      return false;
    });
  }

  progress(phase: string, done: number, total: number | null, unit: string): void {
    this.#held = { type: 'progress', jobId: this.#jobId, phase, done, total, unit };
    if (performance.now() - this.#lastProgress >= PROGRESS_MS || done === total) this.flush();
  }

  /** Sends the last progress that was held back. */
  flush(): void {
    if (this.#held !== undefined) this.#send(this.#held);
    this.#held = undefined;
    this.#lastProgress = performance.now();
  }

  log(level: LogLevel, line: string): void {
    this.#send({ type: 'log', jobId: this.#jobId, level, line });
  }

  async batch(batch: JobKinds[K]['batch']): Promise<void> {
    throwIfCancelled(this.signal);
    this.#sequence += 1;
    this.#send({
      type: 'batch',
      jobId: this.#jobId,
      kind: this.#kind,
      sequence: this.#sequence,
      batch,
    } as FromWorker);
    await this.#until(this.#sequence - IN_FLIGHT);
  }

  async stored(): Promise<void> {
    await this.#until(this.#sequence);
  }

  saveResume(resume: unknown): void {
    this.#send({ type: 'resume', jobId: this.#jobId, resume });
  }

  async #until(sequence: number): Promise<void> {
    if (sequence > this.#stored) {
      await new Promise<void>((resolve) => {
        this.#waiting.push({ upTo: sequence, resolve });
      });
    }
    throwIfCancelled(this.signal);
  }
}

/** An error as it crosses to the shell. */
export function plainError(error: unknown): PlainError {
  if (error instanceof JobError || error instanceof CatalogueError) {
    return { code: error.code, message: error.message, details: error.details };
  }
  return { code: 'internal', message: error instanceof Error ? error.message : String(error) };
}
