import type { StoredJob } from '#catalog/queries/jobs.ts';
import type { PlainError } from '#terms/errors.ts';

/** How often it is tried again to store what could not be stored, milliseconds. */
const TRY_MS = 2000;

interface Unstored {
  error: PlainError;
  store: () => void;
  stored: () => void;
}

/**
 * Ends of jobs that the disk did not take. They are shown as if they were stored, and stored as soon as there is
 * room; a program that ends before finds the job broken off when it opens the catalogue again.
 */
export class UnstoredEnds {
  readonly #ends = new Map<number, Unstored>();
  #timer: NodeJS.Timeout | undefined;

  get isEmpty(): boolean {
    return this.#ends.size === 0;
  }

  /**
   * @param error why the job ended, or why its end could not be stored
   * @param store tries again; throws while it cannot be
   * @param stored told once it is
   */
  keep(jobId: number, error: PlainError, store: () => void, stored: () => void): void {
    this.#ends.set(jobId, { error, store, stored });
    this.#timer ??= setInterval(() => this.#tryAll(), TRY_MS).unref();
  }

  /** A job as it stands, its end included that is not stored yet. */
  ended(job: StoredJob): StoredJob {
    const end = this.#ends.get(job.id);
    return end === undefined ? job : { ...job, state: 'failed', error: end.error };
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #tryAll(): void {
    for (const [jobId, { store, stored }] of this.#ends) {
      try {
        store();
      } catch {
        return;
      }
      this.#ends.delete(jobId);
      stored();
    }
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
