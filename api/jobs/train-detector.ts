import { chooseModel, chosenModel, getModel, updateModel } from '#catalog/queries/models.ts';
import type { TrainDetectorResult } from '#worker/messages.ts';
import type { ShellKind } from './job-kind.ts';
import {
  afterEpochs,
  removeCheckpoints,
  storeTrainingNews,
  trainingQueued,
  trainingStopped,
} from './training-state.ts';

export const trainDetector: ShellKind<'train-detector'> = {
  title: ({ recipe: { preset, size, input } }) =>
    `Train a detector (${preset}: YOLOv5${size} at ${input} px)`,

  queued: trainingQueued,
  stopped: trainingStopped,

  storeBatch: storeTrainingNews,

  finish: (catalogue, result, { modelId, folder }) => {
    const { name } = getModel(catalogue, modelId);
    updateModel(catalogue, modelId, {
      state: 'ready',
      metrics: { ...result.metrics },
      files: result.files,
    });
    removeCheckpoints(catalogue, folder);
    const before = chosenModel(catalogue, 'detector');
    const { rival } = result;
    const chosen = isBetter(result, before?.id ?? null);
    if (chosen) chooseModel(catalogue, modelId);
    // Without a choice it is the starter that is used.
    const stays = before?.name ?? 'The starter detector';
    const use = chosen
      ? 'It was put in use.'
      : rival === null
        ? `${stays} stayed in use.`
        : `${stays} stayed in use: it had ${rival.map50.toFixed(3)} on the same photos.`;
    const { metrics } = result;
    return {
      result,
      summary: `${name}: mAP@.5 ${metrics.map50.toFixed(3)} on ${metrics.photos} photos kept for judging, ${afterEpochs(result)}. ${use}`,
      topics: ['models'],
    };
  },
};

/**
 * At least as good as what is in use on the same photos; the newer one has also seen more of the catalogue.
 * Where nothing is in use and nothing was there to be compared with, anything is better.
 */
function isBetter({ rival, metrics }: TrainDetectorResult, chosenId: number | null): boolean {
  if (rival === null) return chosenId === null;
  return (chosenId === null || rival.modelId === chosenId) && metrics.map50 >= rival.map50;
}
