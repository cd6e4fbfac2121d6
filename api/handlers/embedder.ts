import { freemem } from 'node:os';
import { embedderName } from '#terms/embedder/architecture.ts';
import { versionFolder } from '#catalog/layout.ts';
import { chosenModel } from '#catalog/queries/models.ts';
import { starterEmbedder } from '#catalog/versions/starters.ts';
import type { App } from '../app.ts';
import type { AskedEmbedder } from '#terms/embedder/recipe.ts';
import { embedderEvaluation } from '#terms/embedder/evaluation.ts';
import type { BegunTraining, TrainingForecast } from '#terms/training/forecast.ts';
import { embedderOf, readyEmbedder } from '../embedder/embedder-of.ts';
import { importOnnx } from '../embedder/import-onnx.ts';
import { matchBoxes } from '../embedder/match-boxes.ts';
import { planEmbedder } from '../embedder/plan-embedder.ts';
import { labelsBy, roundsOf, storeRound } from '../embedder/pseudo-labels.ts';
import { servingOf } from '../embedder/serving.ts';
import { writeSubmission } from '../embedder/submission.ts';
import { AppError } from '../errors.ts';
import { secondsBefore } from '../jobs/training-pace.ts';
import { readEvaluation } from '../training/read-evaluation.ts';
import { beginTraining } from '../training/begin-training.ts';
import { resumeTraining } from '../training/resume-training.ts';
import { os } from './base.ts';
import { absoluteFolder } from './catalogue.ts';
import { shown } from './models.ts';

/** Rows of a preview that travel; the total counts all. */
const MOST_LABELS = 500;
/** Augmented pictures of each crop of the preview. */
const EACH = 6;

const folderOf = (version: number) => versionFolder('embedder', version);

/** A sentence if this build brings no weights to start from; it may have been made without them. */
async function withoutStarter(app: App): Promise<string[]> {
  return (await app.ask('starter-embedder', null)) !== null
    ? []
    : ['This build brings no starter weights. Start from random numbers, a file or a version.'];
}

async function forecastOf(app: App, asked: AskedEmbedder): Promise<TrainingForecast> {
  const { recipe, set, steps, obstacles, warnings } = planEmbedder(app.open.catalogue, asked);
  if (asked.from === 'starter') obstacles.push(...(await withoutStarter(app)));
  const free = freemem();
  const species = new Set(set.learned.map(({ box }) => box.species)).size;
  // With less than two classes there is no network to weigh.
  const memory =
    set.classSizes.length < 2
      ? { bytes: 0, fittingBatch: null }
      : await app.ask('embedder-memory', {
          recipe,
          classSizes: set.classSizes,
          species,
          free,
        });
  const photosOf = (boxes: readonly { box: { photoId: number } }[]) =>
    new Set(boxes.map(({ box }) => box.photoId)).size;
  return {
    obstacles,
    warnings,
    train: { photos: photosOf(set.learned), boxes: set.learned.length },
    validation: { photos: photosOf(set.queries), boxes: set.queries.length },
    memory: { bytes: memory.bytes, free, fittingBatch: memory.fittingBatch },
    steps,
    seconds: secondsBefore(
      app.open.catalogue,
      'train-embedder',
      { ...recipe },
      ['backbone', 'fusion', 'input', 'bends', 'batch', 'frozenNorm', 'device'],
      steps,
    ),
    recipe: { ...recipe },
  };
}

async function begin(app: App, asked: AskedEmbedder): Promise<BegunTraining> {
  const { catalogue } = app.open;
  const parent = typeof asked.from === 'number' ? readyEmbedder(catalogue, asked.from) : null;
  const parentWeights = parent?.files.weights ?? null;
  if (parent !== null && parentWeights === null)
    throw new AppError(
      'bad-input',
      `${parent.name} came as an ONNX network, which cannot be trained on. Start from other weights.`,
      { modelId: parent.id },
    );
  const { recipe, obstacles } = planEmbedder(catalogue, asked);
  if (asked.from === 'starter') obstacles.push(...(await withoutStarter(app)));
  if (obstacles.length > 0) throw new AppError('bad-input', obstacles.join(' '));
  return beginTraining(
    app,
    'train-embedder',
    {
      kind: 'embedder',
      architecture: embedderName(recipe),
      parentId: parent?.id ?? null,
      recipe: { ...recipe },
    },
    ({ id, version }) => ({
      modelId: id,
      folder: folderOf(version),
      recipe,
      parentWeights,
      rival: rivalIn(catalogue),
    }),
  );
}

/** The version that a new one would take the place of; the starter gives way without a comparison. */
function rivalIn(catalogue: App['open']['catalogue']) {
  const used = chosenModel(catalogue, 'embedder');
  if (used === undefined || used.origin === 'starter' || used.files.onnx === undefined) return null;
  return { modelId: used.id, serving: servingOf(used), splitFolder: folderOf(used.version) };
}

/** Crops spread over the individuals, so that a preview shows more than one animal. */
async function augmentationsOf(app: App, asked: AskedEmbedder, crops: number) {
  const { recipe, set } = planEmbedder(app.open.catalogue, asked);
  const { learned } = set;
  const step = Math.max(1, Math.floor(learned.length / crops));
  const boxes = learned.filter((_, at) => at % step === 0).slice(0, crops);
  return app.ask('embedder-augmentations', {
    boxes: boxes.map(({ box }) => box),
    style: { input: recipe.input, margin: recipe.boxMargin },
    preset: recipe.preset,
    mayFlip: recipe.sides === 'together',
    mirrorRight: recipe.sides === 'mirrored',
    seed: recipe.seed,
    each: EACH,
  });
}

export const embedder = {
  forecast: os.embedder.forecast.handler(({ input, context: { app } }) => forecastOf(app, input)),
  train: os.embedder.train.handler(({ input, context: { app } }) => begin(app, input)),
  resume: os.embedder.resume.handler(({ input, context: { app } }) =>
    resumeTraining(app, embedderOf(app.open.catalogue, input.modelId)),
  ),
  embed: os.embedder.embed.handler(async ({ input, context: { app } }) => {
    const { catalogue, queue } = app.open;
    const { modelId, device } = input;
    const bringsOne = modelId === null && chosenModel(catalogue, 'embedder') === undefined;
    const starter = bringsOne ? await app.ask('starter-embedder', null) : null;
    const model =
      starter === null
        ? readyEmbedder(catalogue, modelId)
        : starterEmbedder(catalogue, starter, Date.now());
    app.events.changed('models');
    return queue.start('embed', { modelId: model.id, serving: servingOf(model), device });
  }),
  evaluate: os.embedder.evaluate.handler(({ input, context: { app } }) => {
    const { catalogue, queue } = app.open;
    const { modelId, likeModelId, device } = input;
    const model = readyEmbedder(catalogue, modelId);
    const like = likeModelId === undefined ? model : embedderOf(catalogue, likeModelId);
    const isOwn = like.origin !== 'trained' && like.id === model.id;
    const { newShare } = model.recipe;
    return queue.start('evaluate-embedder', {
      modelId,
      folder: folderOf(model.version),
      serving: servingOf(model),
      splitFolder: isOwn ? null : folderOf(like.version),
      newShare: typeof newShare === 'number' ? newShare : 0.2,
      device,
    });
  }),
  evaluation: os.embedder.evaluation.handler(({ input, context: { app } }) =>
    readEvaluation(
      app.open.catalogue,
      embedderOf(app.open.catalogue, input.modelId),
      embedderEvaluation,
    ),
  ),
  importOnnx: os.embedder.importOnnx.handler(async ({ input, context: { app } }) => {
    const model = await importOnnx(app, { ...input, path: absoluteFolder(input.path) });
    app.events.changed('models');
    return shown(model);
  }),
  augmentations: os.embedder.augmentations.handler(({ input, context: { app } }) => {
    const { crops, ...asked } = input;
    return augmentationsOf(app, asked, crops);
  }),
  match: os.embedder.match.handler(async ({ input, context: { app } }) => {
    const { model, ...matched } = await matchBoxes(app, input);
    return { modelId: model.id, ...matched };
  }),
  submit: os.embedder.submit.handler(({ input, context: { app } }) =>
    writeSubmission(app, {
      ...input,
      sample: absoluteFolder(input.sample),
      to: absoluteFolder(input.to),
    }),
  ),
  previewPseudoLabels: os.embedder.previewPseudoLabels.handler(
    async ({ input, context: { app } }) => {
      const { labels } = await labelsBy(app, input);
      return { total: labels.length, rows: labels.slice(0, MOST_LABELS) };
    },
  ),
  pseudoLabel: os.embedder.pseudoLabel.handler(({ input, context: { app } }) =>
    storeRound(app, input),
  ),
  pseudoLabelRounds: os.embedder.pseudoLabelRounds.handler(({ context: { app } }) => roundsOf(app)),
};
