import { versionFolder } from '#catalog/layout.ts';
import { getModel } from '#catalog/queries/models.ts';
import { insertModel } from '#catalog/versions/add-version.ts';
import type { ModelKind } from '#terms/models/versions.ts';
import type { BegunTraining, PlannedTraining } from '#terms/training/forecast.ts';
import type { AskedSpec } from '#terms/jobs/index.ts';
import type { App } from '../app.ts';
import { AppError } from '../errors.ts';
import { shown } from '../handlers/models.ts';
import type { AskedTraining, TrainingOf } from './training-of.ts';

/**
 * Stores a new version and the job that trains it, both or neither: a version in training always has a job
 * that can go on with it.
 * @throws AppError `not-found` for a version to start from that is not there, `bad-input` with what stands against it
 */
export async function beginTraining<
  Kind extends ModelKind,
  Asked extends AskedTraining,
  Planned extends PlannedTraining<object>,
>(app: App, training: TrainingOf<Kind, Asked, Planned>, asked: Asked): Promise<BegunTraining> {
  const { catalogue, queue } = app.open;
  const { kind } = training;
  const earlier = training.startsFrom(catalogue, asked);
  const { recipe, obstacles, train, validation } = training.plan(catalogue, asked);
  const against = [...obstacles, ...(await training.obstacles(app, asked))];
  if (against.length > 0) throw new AppError('bad-input', against.join(' '));
  let modelId = 0;
  const job = queue.startWith(`train-${kind}`, () => {
    const parent = earlier ?? training.starter(catalogue, asked);
    const model = insertModel(
      catalogue,
      {
        kind,
        architecture: training.architecture(recipe, parent),
        origin: 'trained',
        state: 'training',
        parentId: parent?.id ?? null,
        recipe: training.kept?.(recipe) ?? { ...recipe },
        dataSeen: { train, validation },
      },
      Date.now(),
    );
    modelId = model.id;
    const folder = versionFolder(kind, model.version);
    // The recipe is that of the training's own kind.
    return { modelId, folder, recipe } as AskedSpec<`train-${Kind}`>;
  });
  return { model: shown(getModel(catalogue, modelId)), job };
}
