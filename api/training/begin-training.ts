import type { JobKinds } from '#worker/messages.ts';
import { getModel } from '#catalog/queries/models.ts';
import { insertModel, type NewModel } from '#catalog/versions/add-version.ts';
import type { StoredModel } from '#terms/models/versions.ts';
import type { App } from '../app.ts';
import type { BegunTraining } from '#terms/training/forecast.ts';
import { shown } from '../handlers/models.ts';

type TrainingKind = 'train-detector' | 'train-embedder';

/**
 * Stores a new version and the job that trains it, both or neither: a version in training always has a job
 * that can go on with it.
 * @param specOf the job's, which names the version
 */
export function beginTraining<K extends TrainingKind>(
  app: App,
  kind: K,
  version: Omit<NewModel, 'origin' | 'state'>,
  specOf: (model: StoredModel) => JobKinds[K]['spec'],
): BegunTraining {
  const { catalogue, queue } = app.open;
  let modelId = 0;
  const job = queue.startWith(kind, () => {
    const model = insertModel(
      catalogue,
      { ...version, origin: 'trained', state: 'training' },
      Date.now(),
    );
    modelId = model.id;
    return specOf(model);
  });
  return { model: shown(getModel(catalogue, modelId)), job };
}
