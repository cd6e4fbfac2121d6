import { Worker } from 'node:worker_threads';
import type { Batch } from '#models/session/training-session.ts';
import { JobError } from '../../job-context.ts';
import type { BatchSource } from '../../training/training-loop.ts';
import type {
  DataOptions,
  FromDataThread,
  LearnedPhotoFile,
  MadeBatch,
  UnreadablePhoto,
} from './data-messages.ts';

/** Batches made ahead of the step, so that a slow one holds nothing up. */
const AHEAD = 3;

interface TrainingBatchesOptions extends DataOptions {
  /** Steps of the whole training: nothing is made beyond. */
  totalSteps: number;
  batchOf: (made: MadeBatch) => Batch;
  /** Told once of each photo that cannot be read; training goes on without it. */
  unreadable: (photo: LearnedPhotoFile, reason: string) => void;
}

interface Waiting {
  promise: Promise<MadeBatch>;
  resolve: (made: MadeBatch) => void;
  reject: (error: Error) => void;
}

/** Training pictures from threads beside the step. */
export class TrainingBatches implements BatchSource, AsyncDisposable {
  readonly #options: TrainingBatchesOptions;
  readonly #thread: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #waitedMs = 0;

  constructor(options: TrainingBatchesOptions) {
    this.#options = options;
    const { totalSteps: _, batchOf: _b, unreadable: _u, ...workerData } = options;
    this.#thread = new Worker(new URL('./data-thread.ts', import.meta.url), { workerData });
    this.#thread.on('message', (message: FromDataThread) => this.#onMessage(message));
    this.#thread.on('error', (error) => {
      const reason = error instanceof Error ? error : new Error(String(error));
      for (const { reject } of this.#waiting.values()) reject(reason);
    });
  }

  /** Milliseconds that steps waited for their pictures. */
  get waitedMs(): number {
    return this.#waitedMs;
  }

  async take(step: number): Promise<Batch> {
    const begin = performance.now();
    const most = Math.min(this.#options.totalSteps, step + AHEAD + this.#options.drawers + 1);
    for (let next = step; next < most; next += 1) this.#ask(next);
    const made = await this.#ask(step).promise;
    this.#waiting.delete(step);
    this.#waitedMs += performance.now() - begin;
    return this.#options.batchOf(made);
  }

  #ask(step: number): Waiting {
    const asked = this.#waiting.get(step);
    if (asked !== undefined) return asked;
    const waiting: Waiting = Promise.withResolvers<MadeBatch>();
    // A failure is met when its step is taken, which may be never.
    waiting.promise.catch(() => {});
    this.#waiting.set(step, waiting);
    this.#thread.postMessage(step);
    return waiting;
  }

  #onMessage(message: FromDataThread): void {
    this.#tell(message.unreadable);
    const waiting = this.#waiting.get(message.step);
    if (message.type === 'batch') waiting?.resolve(message);
    else
      waiting?.reject(
        new JobError(
          'folder-missing',
          `${message.reason} The first: ${this.#options.photos[0]?.path ?? ''}. Plug in their disk or relink them, then go on.`,
        ),
      );
  }

  #tell(news: readonly UnreadablePhoto[]): void {
    for (const { photo, reason } of news) {
      const file = this.#options.photos[photo];
      if (file !== undefined) this.#options.unreadable(file, reason);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#thread.terminate();
  }
}
