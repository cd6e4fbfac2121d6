import { CatalogueError } from '#catalog/catalogue-error.ts';
import { ExportError } from '#catalog/formats/export-error.ts';
import { PictureError } from '#catalog/pictures/picture-error.ts';
import { systemWords } from '#catalog/system-words.ts';
import { DeviceError } from '#models/session/device-error.ts';
import { WeightsError } from '#models/weights/weights-error.ts';
import type { ErrorCode, PlainError } from '#terms/errors.ts';
import type { LogLevel, Progress } from '#terms/jobs/job.ts';
import {
  jobs,
  type JobBatch,
  type JobKind,
  type JobPhase,
  type JobResult,
  type JobResume,
  type JobSpec,
} from '#terms/jobs/index.ts';
import type { FromWorker, JobPlace, JobStart } from './messages.ts';

/** What a job may do besides its work. */
export interface JobContext<K extends JobKind> {
  place: JobPlace;
  signal: AbortSignal;
  /** What the job said last time by `saveResume`, or null on a first run. */
  resume: JobResume<K> | null;
  /** @param unit of what is counted, where it is not the phase's own */
  progress(phase: JobPhase<K>, done: number, total: number | null, unit?: string): void;
  log(level: LogLevel, line: string): void;
  /** Sends results to be stored; waits while too many are not stored yet. */
  batch(batch: JobBatch<K>): Promise<void>;
  /** Waits until every batch is stored. */
  stored(): Promise<void>;
  saveResume(resume: JobResume<K>): void;
}

export type JobProgram<K extends JobKind> = (
  spec: JobSpec<K>,
  context: JobContext<K>,
) => Promise<JobResult<K>>;

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
  readonly resume: JobResume<K> | null;
  readonly #jobId: number;
  readonly #kind: K;
  readonly #send: (message: FromWorker) => void;
  readonly #abort = new AbortController();
  #sequence = 0;
  #stored = 0;
  #waiting: { upTo: number; resolve: () => void }[] = [];
  #lastProgress = 0;
  #held: Progress | undefined;

  constructor(start: JobStart<K>, send: (message: FromWorker) => void) {
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

  progress(phase: JobPhase<K>, done: number, total: number | null, unit?: string): void {
    const words = jobs[this.#kind].phases[phase];
    this.#held = { phase: words.title, done, total, unit: unit ?? words.unit };
    if (performance.now() - this.#lastProgress >= PROGRESS_MS || done === total) this.flush();
  }

  /** Sends the last progress that was held back. */
  flush(): void {
    if (this.#held !== undefined)
      this.#send({ type: 'progress', jobId: this.#jobId, progress: this.#held });
    this.#held = undefined;
    this.#lastProgress = performance.now();
  }

  log(level: LogLevel, line: string): void {
    this.#send({ type: 'log', jobId: this.#jobId, level, line });
  }

  async batch(batch: JobBatch<K>): Promise<void> {
    throwIfCancelled(this.signal);
    this.#sequence += 1;
    this.#send({ type: 'batch', jobId: this.#jobId, sequence: this.#sequence, batch });
    await this.#until(this.#sequence - IN_FLIGHT);
  }

  async stored(): Promise<void> {
    await this.#until(this.#sequence);
  }

  saveResume(resume: JobResume<K>): void {
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
  const ofSystem = systemWords(error);
  if (ofSystem !== null) return ofSystem;
  // Errors in words about what a person gave; their code says that it is not the program that broke.
  if (error instanceof WeightsError || error instanceof PictureError)
    return { code: 'bad-input', message: error.message };
  if (error instanceof ExportError)
    return { code: 'bad-input', message: error.message, details: error.details };
  if (error instanceof DeviceError) return { code: 'unsupported-here', message: error.message };
  return { code: 'internal', message: error instanceof Error ? error.message : String(error) };
}
