import { chosenModel } from '#catalog/queries/models.ts';
import { starterEmbedder } from '#catalog/versions/starters.ts';
import type { App } from '../app.ts';
import { cropStyleOf } from '#terms/embedder/crops.ts';
import type { AskedEmbedder } from '#terms/embedder/recipe.ts';
import { embedderEvaluation } from '#terms/embedder/evaluation.ts';
import { importNetwork } from '../embedder/import-network.ts';
import { matchBoxes } from '../embedder/match-boxes.ts';
import { planEmbedder } from '#catalog/training/plan-embedder.ts';
import { labelsBy, roundsOf, storeRound } from '../embedder/pseudo-labels.ts';
import { writeSubmission } from '../embedder/submission.ts';
import { readEvaluation } from '../training/read-evaluation.ts';
import { beginTraining } from '../training/begin-training.ts';
import { embedderTraining } from '../training/embedder-training.ts';
import { forecastTraining } from '../training/forecast-training.ts';
import { readyVersion, versionOf } from '../training/version-of.ts';
import { embedderStanding } from '../training/standing.ts';
import { resumeTraining } from '../training/resume-training.ts';
import { os } from './base.ts';
import { absoluteFolder } from './catalogue.ts';
import { shown } from './models.ts';

/** Rows of a preview that travel; the total counts all. */
const MOST_LABELS = 500;
/** Augmented pictures of each crop of the preview. */
const EACH = 6;

/** Crops spread over the individuals, so that a preview shows more than one animal. */
async function augmentationsOf(app: App, asked: AskedEmbedder, crops: number) {
  const { recipe, set } = planEmbedder(app.open.catalogue, asked);
  const { learned } = set;
  const step = Math.max(1, Math.floor(learned.length / crops));
  const boxes = learned.filter((_, at) => at % step === 0).slice(0, crops);
  return app.ask('embedder-augmentations', {
    boxes: boxes.map(({ box }) => box),
    style: cropStyleOf(recipe),
    recipe,
    each: EACH,
  });
}

export const embedder = {
  standing: os.embedder.standing.handler(({ context: { app } }) =>
    embedderStanding(app.open.catalogue),
  ),
  forecast: os.embedder.forecast.handler(({ input, context: { app } }) =>
    forecastTraining(app, embedderTraining, input),
  ),
  train: os.embedder.train.handler(({ input, context: { app } }) =>
    beginTraining(app, embedderTraining, input),
  ),
  resume: os.embedder.resume.handler(({ input, context: { app } }) =>
    resumeTraining(app, versionOf(app.open.catalogue, 'embedder', input.modelId)),
  ),
  embed: os.embedder.embed.handler(async ({ input, context: { app } }) => {
    const { catalogue, queue } = app.open;
    const { modelId, device } = input;
    const bringsOne = modelId === null && chosenModel(catalogue, 'embedder') === undefined;
    const starter = bringsOne ? await app.ask('starter-embedder', null) : null;
    const model =
      starter === null
        ? readyVersion(catalogue, 'embedder', modelId)
        : starterEmbedder(catalogue, starter, Date.now());
    return queue.start('embed', { modelId: model.id, device });
  }),
  evaluate: os.embedder.evaluate.handler(({ input, context: { app } }) => {
    const { catalogue, queue } = app.open;
    const { modelId, likeModelId, device } = input;
    readyVersion(catalogue, 'embedder', modelId);
    if (likeModelId !== undefined) versionOf(catalogue, 'embedder', likeModelId);
    return queue.start('evaluate-embedder', { modelId, likeModelId: likeModelId ?? null, device });
  }),
  evaluation: os.embedder.evaluation.handler(({ input, context: { app } }) =>
    readEvaluation(
      app.open.catalogue,
      versionOf(app.open.catalogue, 'embedder', input.modelId),
      embedderEvaluation,
    ),
  ),
  importNetwork: os.embedder.importNetwork.handler(async ({ input, context: { app } }) => {
    const model = await importNetwork(app, { ...input, path: absoluteFolder(input.path) });
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
