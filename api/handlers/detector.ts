import { freemem } from 'node:os';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Catalogue } from '#catalog/catalogue.ts';
import { chosenModel, getModel, insertModel, updateModel } from '#catalog/queries/models.ts';
import { starterDetector } from '#catalog/queries/starter-models.ts';
import { boxesIn, planDetector } from '#catalog/training/plan-detector.ts';
import { detectorMemory } from '#catalog/training/detector-memory.ts';
import type { App } from '../app.ts';
import {
  detectorEvaluation,
  type DetectorEvaluation,
  type DetectorRecipe,
} from '../contract/detector.ts';
import type { BegunTraining, TrainingForecast } from '../contract/training.ts';
import { AppError } from '../errors.ts';
import { secondsBefore } from '../jobs/training-pace.ts';
import { canResume } from '../jobs/training-state.ts';
import { os } from './base.ts';
import { shown } from './models.ts';

/** A detector by its id. @throws AppError `bad-input` for an embedder, CatalogueError `not-found`. */
function detectorOf(catalogue: Catalogue, modelId: number) {
  const model = getModel(catalogue, modelId);
  if (model.kind !== 'detector')
    throw new AppError('bad-input', `${model.name} is no detector. Choose a detector.`, {
      modelId,
    });
  return model;
}

/** A detector that can be used. */
function readyDetector(catalogue: Catalogue, modelId: number) {
  const model = detectorOf(catalogue, modelId);
  if (model.state !== 'ready' && model.state !== 'retired')
    throw new AppError(
      'conflict',
      `${model.name} cannot be used: it is ${model.state}. Choose a version that is ready.`,
      { modelId },
    );
  return model;
}

function forecastOf(catalogue: Catalogue, asked: DetectorRecipe): TrainingForecast {
  const { recipe, split, steps, obstacles, warnings } = planDetector(catalogue.db, asked);
  const side = (photos: typeof split.train) => ({ photos: photos.length, boxes: boxesIn(photos) });
  return {
    obstacles,
    warnings,
    train: side(split.train),
    validation: side(split.validation),
    memory: detectorMemory(recipe, freemem()),
    steps,
    seconds: secondsBefore(
      catalogue,
      'train-detector',
      { ...recipe },
      ['size', 'input', 'batch', 'freezeBackbone', 'device'],
      steps,
    ),
    recipe: { ...recipe },
  };
}

function begin(app: App, asked: DetectorRecipe): BegunTraining {
  const { catalogue, queue } = app.open;
  if (typeof asked.from === 'number') readyDetector(catalogue, asked.from);
  const { recipe, obstacles, split } = planDetector(catalogue.db, asked);
  if (obstacles.length > 0) throw new AppError('bad-input', obstacles.join(' '));
  const now = Date.now();
  const parentId = asked.from === 'starter' ? starterDetector(catalogue, now).id : asked.from;
  const model = insertModel(
    catalogue,
    {
      kind: 'detector',
      architecture: `yolov5${recipe.size}`,
      origin: 'trained',
      state: 'training',
      parentId,
      recipe: { ...recipe },
      dataSeen: {
        train: { photos: split.train.length, boxes: boxesIn(split.train) },
        validation: { photos: split.validation.length, boxes: boxesIn(split.validation) },
      },
    },
    now,
  );
  const folder = `models/detector-${model.version}`;
  const job = queue.start('train-detector', { modelId: model.id, folder, recipe });
  updateModel(catalogue, model.id, { jobId: job.id });
  app.events.changed('models');
  return { model: shown(getModel(catalogue, model.id)), job };
}

/** Goes on from the last checkpoint by doing the version's last job again. */
function resume(app: App, modelId: number): BegunTraining {
  const { catalogue, queue } = app.open;
  const model = detectorOf(catalogue, modelId);
  const { jobId } = model;
  const job = jobId === null ? undefined : queue.get(jobId);
  if (jobId === null || job === undefined || model.state === 'ready' || model.state === 'retired')
    throw new AppError(
      'conflict',
      `${model.name} is ${model.state}; it has no training to go on with.`,
      {
        modelId,
      },
    );
  if (!job.retryable)
    throw new AppError('conflict', `${model.name} is in training already.`, { modelId, jobId });
  if (!canResume(catalogue, modelId))
    throw new AppError(
      'conflict',
      `${model.name} stopped before its first checkpoint, so there is nothing to go on from. Train a new version.`,
      { modelId },
    );
  const again = queue.retry(jobId);
  updateModel(catalogue, modelId, { state: 'training', jobId: again.id });
  app.events.changed('models');
  return { model: shown(getModel(catalogue, modelId)), job: again };
}

async function evaluationOf(
  catalogue: Catalogue,
  modelId: number,
): Promise<DetectorEvaluation | null> {
  const { evaluation } = detectorOf(catalogue, modelId).files;
  if (evaluation === undefined) return null;
  const path = join(catalogue.folder, evaluation);
  if (!existsSync(path)) return null;
  try {
    return detectorEvaluation.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    throw new AppError(
      'internal',
      `${path} cannot be read (${error instanceof Error ? error.message : String(error)}). Evaluate this version again.`,
      { modelId, path },
    );
  }
}

export const detector = {
  forecast: os.detector.forecast.handler(({ input, context: { app } }) =>
    forecastOf(app.open.catalogue, input),
  ),
  train: os.detector.train.handler(({ input, context: { app } }) => begin(app, input)),
  resume: os.detector.resume.handler(({ input, context: { app } }) => resume(app, input.modelId)),
  detect: os.detector.detect.handler(({ input, context: { app } }) => {
    const { catalogue, queue } = app.open;
    const { modelId, ...options } = input;
    const model =
      modelId === null
        ? (chosenModel(catalogue, 'detector') ?? starterDetector(catalogue, Date.now()))
        : readyDetector(catalogue, modelId);
    return queue.start('detect', { ...options, modelId: model.id });
  }),
  evaluate: os.detector.evaluate.handler(({ input, context: { app } }) => {
    const { catalogue, queue } = app.open;
    const { modelId, likeModelId, device } = input;
    readyDetector(catalogue, modelId);
    if (likeModelId !== undefined) detectorOf(catalogue, likeModelId);
    return queue.start('evaluate-detector', { modelId, likeModelId: likeModelId ?? null, device });
  }),
  evaluation: os.detector.evaluation.handler(({ input, context: { app } }) =>
    evaluationOf(app.open.catalogue, input.modelId),
  ),
};
