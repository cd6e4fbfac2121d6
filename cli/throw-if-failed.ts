import { AppError } from '#api/errors.ts';
import type { Job } from '#terms/jobs/job.ts';

/** A failed job as the error that it failed with: the same code, words and facts. */
export function throwIfFailed({ error }: Pick<Job, 'error'>): void {
  if (error !== null) throw new AppError(error.code, error.message, error.details);
}
