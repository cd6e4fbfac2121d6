import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { JobError } from '../../job-context.ts';
import type { ViewJob, ViewSize } from './view-job.ts';

interface Waiting {
  resolve: (planes: Float32Array) => void;
  reject: (error: Error) => void;
}
type Answer = { ticket: number; planes: Float32Array } | { ticket: number; error: string };

/**
 * Renders batches on threads, so that the network need not wait for pictures nor pictures for the
 * network, whose steps hold the thread they are called on.
 */
export class ViewThreads implements AsyncDisposable {
  readonly #plane: number;
  readonly #threads: Worker[];
  readonly #waiting = new Map<number, Waiting>();
  #tickets = 0;
  #broken: Error | undefined;

  constructor(size: ViewSize, count = Math.max(1, availableParallelism() - 1)) {
    this.#plane = size.width * size.height;
    this.#threads = Array.from({ length: count }, () => {
      const thread = new Worker(new URL('./view-thread.ts', import.meta.url), { workerData: size });
      thread.on('message', (answer: Answer) => this.#settle(answer));
      thread.on('error', (error) => {
        this.#broken = error instanceof Error ? error : new Error(String(error));
        for (const { reject } of this.#waiting.values()) reject(this.#broken);
        this.#waiting.clear();
      });
      return thread;
    });
  }

  /** Planes of the pictures in their order, [jobs, 3, height, width]. */
  async render(jobs: readonly ViewJob[]): Promise<Float32Array> {
    const share = Math.ceil(jobs.length / this.#threads.length);
    const parts = this.#threads.flatMap((thread, at) => {
      const own = jobs.slice(at * share, (at + 1) * share);
      return own.length === 0 ? [] : [this.#ask(thread, own)];
    });
    const done = await Promise.all(parts);
    const [only] = done;
    if (done.length === 1 && only !== undefined) return only;
    const all = new Float32Array(jobs.length * 3 * this.#plane);
    let at = 0;
    for (const part of done) {
      all.set(part, at);
      at += part.length;
    }
    return all;
  }

  #ask(thread: Worker, jobs: readonly ViewJob[]): Promise<Float32Array> {
    if (this.#broken) return Promise.reject(this.#broken);
    this.#tickets += 1;
    const ticket = this.#tickets;
    return new Promise((resolve, reject) => {
      this.#waiting.set(ticket, { resolve, reject });
      thread.postMessage({ ticket, jobs });
    });
  }

  #settle(answer: Answer): void {
    const waiting = this.#waiting.get(answer.ticket);
    this.#waiting.delete(answer.ticket);
    if ('planes' in answer) waiting?.resolve(answer.planes);
    else waiting?.reject(new JobError('internal', answer.error));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.terminate()));
  }
}
