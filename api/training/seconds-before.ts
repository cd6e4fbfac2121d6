import type { Catalogue } from '#catalog/catalogue.ts';
import { isOfKind, listJobs } from '#catalog/queries/jobs.ts';

/** Jobs that are looked through for one like it, newest first. */
const MOST_JOBS = 1000;

/**
 * Seconds that a training would take, by the last one of the same network, picture size and batch that ran
 * through in one go in this catalogue; null before the first.
 *
 * @param alike names of the recipe's parts that decide how long a step takes
 */
export function secondsBefore(
  catalogue: Catalogue,
  kind: 'train-detector' | 'train-embedder',
  recipe: Readonly<Record<string, unknown>>,
  alike: readonly string[],
  steps: number,
): number | null {
  for (const job of listJobs(catalogue, MOST_JOBS)) {
    if (!isOfKind(job, kind) || job.state !== 'done' || job.retryOf !== null) continue;
    const { startedAt, finishedAt, spec } = job;
    const before: Readonly<Record<string, unknown>> = spec.recipe;
    const took = job.result?.steps ?? 0;
    if (startedAt === null || finishedAt === null || took === 0) continue;
    if (alike.every((part) => before[part] === recipe[part]))
      return ((finishedAt - startedAt) / 1000 / took) * steps;
  }
  return null;
}
