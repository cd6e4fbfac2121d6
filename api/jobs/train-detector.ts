import { chooseModel, updateModel } from '#catalog/versions/change-version.ts';
import { chosenModel, getModel } from '#catalog/queries/models.ts';
import type { JobResult } from '#terms/jobs/index.ts';
import type { ShellSide } from './shell-side.ts';
import {
  afterEpochs,
  removeCheckpoints,
  storeTrainingNews,
  trainingQueued,
  trainingStopped,
} from './training-state.ts';

export const trainDetector = {
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
    const isLucky = rival !== null && rival.map50 > result.metrics.map50;
    const use = chosen
      ? isLucky
        ? `It was put in use. ${stays} had ${rival.map50.toFixed(3)} on the same photos, which on so few is no sure lead.`
        : 'It was put in use.'
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
} satisfies ShellSide<'train-detector'>;

/** The one in use stays only if it was ahead in so many draws of the photos that it is hardly luck. */
const sureLead = 0.8;

/**
 * Not surely worse than what is in use on the same photos; the newer one has also seen more of the catalogue.
 * Where nothing is in use and nothing was there to be compared with, anything is better.
 */
export function isBetter(
  { rival, metrics }: Pick<JobResult<'train-detector'>, 'rival' | 'metrics'>,
  chosenId: number | null,
): boolean {
  if (rival === null) return chosenId === null;
  if (chosenId !== null && rival.modelId !== chosenId) return false;
  return metrics.map50 >= rival.map50 || rival.ahead < sureLead;
}
