import { freemem } from 'node:os';
import type { ModelKind } from '#terms/models/versions.ts';
import type { PlannedTraining, TrainingForecast } from '#terms/training/forecast.ts';
import type { App } from '../app.ts';
import { secondsBefore } from './seconds-before.ts';
import type { AskedTraining, TrainingOf } from './training-of.ts';

/** What a training would see, need and take, and what stands against it. */
export async function forecastTraining<
  Kind extends ModelKind,
  Asked extends AskedTraining,
  Planned extends PlannedTraining<object>,
>(app: App, training: TrainingOf<Kind, Asked, Planned>, asked: Asked): Promise<TrainingForecast> {
  const { catalogue } = app.open;
  const planned = training.plan(catalogue, asked);
  const { obstacles, warnings, train, validation, steps } = planned;
  const recipe = { ...planned.recipe };
  const free = freemem();
  const weighed = training.memory(planned, free);
  const nothing = { bytes: 0, free, fittingBatch: null };
  return {
    obstacles: [...obstacles, ...(await training.obstacles(app, asked))],
    warnings,
    train,
    validation,
    memory: weighed === null ? nothing : await app.ask('training-memory', weighed),
    steps,
    seconds: secondsBefore(catalogue, `train-${training.kind}`, recipe, training.alike, steps),
    recipe,
  };
}
