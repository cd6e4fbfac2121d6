import { freemem } from 'node:os';
import type { Catalogue } from '#catalog/catalogue.ts';
import { versionFolder } from '#catalog/layout.ts';
import { chosenModel, getModel } from '#catalog/queries/models.ts';
import { starterDetector } from '#catalog/versions/starters.ts';
import { boxesIn, planDetector } from '#catalog/training/plan-detector.ts';
import { detectorMemory } from '#catalog/training/detector-memory.ts';
import type { App } from '../app.ts';
import type { AskedDetector } from '#terms/detector/recipe.ts';
import { ownConfidence } from '#terms/detector/detecting.ts';
import { detectorEvaluation } from '#terms/detector/evaluation.ts';
import type { BegunTraining, TrainingForecast } from '#terms/training/forecast.ts';
import { AppError } from '../errors.ts';
import { secondsBefore } from '../jobs/training-pace.ts';
import { readEvaluation } from '../training/read-evaluation.ts';
import { beginTraining } from '../training/begin-training.ts';
import { resumeTraining } from '../training/resume-training.ts';
import { os } from './base.ts';

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

function forecastOf(catalogue: Catalogue, asked: AskedDetector): TrainingForecast {
  const { recipe, split, steps, obstacles, warnings } = planDetector(catalogue, asked);
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

function begin(app: App, asked: AskedDetector): BegunTraining {
  const { catalogue } = app.open;
  if (typeof asked.from === 'number') readyDetector(catalogue, asked.from);
  const { recipe, obstacles, split } = planDetector(catalogue, asked);
  if (obstacles.length > 0) throw new AppError('bad-input', obstacles.join(' '));
  const parentId =
    asked.from === 'starter' ? starterDetector(catalogue, Date.now()).id : asked.from;
  const seen = (photos: typeof split.train) => ({ photos: photos.length, boxes: boxesIn(photos) });
  return beginTraining(
    app,
    'train-detector',
    {
      kind: 'detector',
      architecture: `yolov5${recipe.size}`,
      parentId,
      recipe: { ...recipe },
      dataSeen: { train: seen(split.train), validation: seen(split.validation) },
    },
    ({ id, version }) => ({ modelId: id, folder: versionFolder('detector', version), recipe }),
  );
}

export const detector = {
  forecast: os.detector.forecast.handler(({ input, context: { app } }) =>
    forecastOf(app.open.catalogue, input),
  ),
  train: os.detector.train.handler(({ input, context: { app } }) => begin(app, input)),
  resume: os.detector.resume.handler(({ input, context: { app } }) =>
    resumeTraining(app, detectorOf(app.open.catalogue, input.modelId)),
  ),
  detect: os.detector.detect.handler(({ input, context: { app } }) => {
    const { catalogue, queue } = app.open;
    const { modelId, confidence, ...options } = input;
    const model =
      modelId === null
        ? (chosenModel(catalogue, 'detector') ?? starterDetector(catalogue, Date.now()))
        : readyDetector(catalogue, modelId);
    const least = confidence ?? ownConfidence(model.metrics);
    return queue.start('detect', { ...options, confidence: least, modelId: model.id });
  }),
  evaluate: os.detector.evaluate.handler(({ input, context: { app } }) => {
    const { catalogue, queue } = app.open;
    const { modelId, likeModelId, device } = input;
    readyDetector(catalogue, modelId);
    if (likeModelId !== undefined) detectorOf(catalogue, likeModelId);
    return queue.start('evaluate-detector', { modelId, likeModelId: likeModelId ?? null, device });
  }),
  evaluation: os.detector.evaluation.handler(({ input, context: { app } }) =>
    readEvaluation(
      app.open.catalogue,
      detectorOf(app.open.catalogue, input.modelId),
      detectorEvaluation,
    ),
  ),
};
