import { chooseModel, chosenModel, getModel, updateModel } from '#catalog/queries/models.ts';
import type { TrainEmbedderResult } from '#worker/messages.ts';
import type { ShellKind } from './job-kind.ts';
import {
  afterEpochs,
  storeTrainingNews,
  trainingQueued,
  trainingStopped,
} from './training-state.ts';

export const trainEmbedder: ShellKind<'train-embedder'> = {
  title: ({ recipe: { preset, backbone, input } }) =>
    `Train an embedder (${preset}: EfficientNet-${backbone.toUpperCase()} at ${input} px)`,

  queued: trainingQueued,
  stopped: trainingStopped,

  storeBatch: storeTrainingNews,

  finish: (catalogue, result, { modelId }) => {
    const { name } = getModel(catalogue, modelId);
    updateModel(catalogue, modelId, {
      state: 'ready',
      metrics: { ...result.metrics },
      dataSeen: { ...result.dataSeen },
      files: result.files,
    });
    const before = chosenModel(catalogue, 'embedder');
    const alike = before?.dataSeen['split'] === result.dataSeen.split;
    const rival = Number(before?.metrics['map5'] ?? NaN);
    // The newer of two equals has also seen more of the catalogue.
    // What has learned these animals goes before the starter, which has met none of them.
    const chosen =
      before === undefined ||
      before.origin === 'starter' ||
      (alike && result.metrics.map5 >= rival);
    if (chosen) chooseModel(catalogue, modelId);
    const use = chosen
      ? 'It was put in use.'
      : alike
        ? `${before.name} stayed in use: it had ${rival.toFixed(3)} on the same photos.`
        : `${before.name} stayed in use: it was judged on other photos. Compare the two in Models.`;
    return { result, summary: `${name}: ${said(result)} ${use}`, topics: ['models'] };
  },
};

function said(result: TrainEmbedderResult): string {
  const { metrics, skipped } = result;
  const { map5, queries, known, top1 } = metrics;
  const first = top1 === null ? '' : `, ${(100 * top1).toFixed(0)} % of known animals first`;
  const left = skipped.length === 0 ? '' : ` ${skipped.length} boxes could not be used.`;
  return `MAP@5 ${map5.toFixed(3)} on ${queries} photos kept for judging (${known} of known animals)${first}, ${afterEpochs(result)}.${left}`;
}
