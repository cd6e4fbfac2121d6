import { getModel } from '#catalog/queries/models.ts';
import type { StoredModel } from '#terms/models/versions.ts';
import type { App } from '../app.ts';
import type { BegunTraining } from '#terms/training/forecast.ts';
import { AppError } from '../errors.ts';
import { shown } from '../handlers/models.ts';
import { canResume } from '../jobs/training-state.ts';

/**
 * Goes on from a version's last checkpoint by doing its last job again.
 * @throws AppError `conflict` if nothing of it is left to train, or it is in training already
 */
export function resumeTraining(
  app: App,
  { id: modelId, jobId, name, state }: StoredModel,
): BegunTraining {
  const { catalogue, queue } = app.open;
  const job = jobId === null ? undefined : queue.get(jobId);
  if (jobId === null || job === undefined || state === 'ready' || state === 'retired')
    throw new AppError('conflict', `${name} is ${state}; it has no training to go on with.`, {
      modelId,
    });
  if (!job.retryable)
    throw new AppError('conflict', `${name} is in training already.`, { modelId, jobId });
  if (!canResume(catalogue, modelId))
    throw new AppError(
      'conflict',
      `${name} stopped before its first checkpoint, so there is nothing to go on from. Train a new version.`,
      { modelId },
    );
  const again = queue.retry(jobId);
  return { model: shown(getModel(catalogue, modelId)), job: again };
}
