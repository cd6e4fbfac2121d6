import type { StoredModel } from '#terms/models/versions.ts';
import type { JobResult } from '#terms/jobs/index.ts';
import { finishTraining, type Choice } from './finish-training.ts';
import type { ShellSide } from './shell-side.ts';
import { storeTrainingNews, trainingQueued, trainingStopped } from './training-state.ts';

type Result = JobResult<'train-detector'>;

export const trainDetector = {
  queued: trainingQueued,
  stopped: trainingStopped,
  storeBatch: storeTrainingNews,
  finish: finishTraining<Result>({
    kind: 'detector',
    figures: ({ metrics: { map50, photos } }) =>
      `mAP@.5 ${map50.toFixed(3)} on ${photos} photos kept for judging`,
    choose: choice,
  }),
} satisfies ShellSide<'train-detector'>;

/** The one in use stays only if it was ahead in so many draws of the photos that it is hardly luck. */
const sureLead = 0.8;

/**
 * A new one is put in use unless it is surely worse than what is in use on the same photos: it has also seen more of
 * the catalogue. Where nothing is in use and nothing was there to be compared with, anything is better.
 */
export function choice(
  { rival, metrics }: Pick<Result, 'rival' | 'metrics'>,
  before: Pick<StoredModel, 'id'> | undefined,
  stays: string,
): Choice {
  if (rival === null) return { isChosen: before === undefined, why: '.' };
  const theirs = `had ${rival.map50.toFixed(3)} on the same photos`;
  const isRivalUsed = before === undefined || rival.modelId === before.id;
  if (isRivalUsed && metrics.map50 >= rival.map50) return { isChosen: true, why: '.' };
  return isRivalUsed && rival.ahead < sureLead
    ? { isChosen: true, why: `. ${stays} ${theirs}, which on so few is no sure lead.` }
    : { isChosen: false, why: isRivalUsed ? `: it ${theirs}.` : '.' };
}
