import type { StoredModel } from '#terms/models/versions.ts';
import type { JobResult } from '#terms/jobs/index.ts';
import { finishTraining, type Choice } from './finish-training.ts';
import type { ShellSide } from './shell-side.ts';
import { storeTrainingNews, trainingQueued, trainingStopped } from './training-state.ts';

type Result = JobResult<'train-embedder'>;

export const trainEmbedder = {
  queued: trainingQueued,
  stopped: trainingStopped,
  storeBatch: storeTrainingNews,
  finish: finishTraining<Result>({ kind: 'embedder', figures, remarks, choose: choice }),
} satisfies ShellSide<'train-embedder'>;

/**
 * Whether a new version is put in use, and why. On the same photos the better one is; the newer of two
 * equals has also seen more of the catalogue. Where the starter is in use and cannot be compared, what has
 * learned these animals goes before it.
 */
function choice(
  { metrics, dataSeen, rival }: Result,
  before: StoredModel | undefined,
  stays: string,
): Choice {
  const isUnmet = before?.origin === 'starter' && rival?.modelId !== before.id;
  if (before === undefined || isUnmet) return { isChosen: true, why: '.' };
  if (before.dataSeen['split'] === dataSeen.split) {
    const theirs = Number(before.metrics['map5'] ?? NaN);
    return metrics.map5 >= theirs
      ? { isChosen: true, why: '.' }
      : { isChosen: false, why: `: it had ${theirs.toFixed(3)} on the same photos.` };
  }
  if (rival?.modelId !== before.id)
    return {
      isChosen: false,
      why: ': it was judged on other photos. Compare the two in Models.',
    };
  const { queries, map5, own } = rival;
  return {
    isChosen: own >= map5,
    why: `: on the ${queries} photos that neither learned from ${stays} had ${map5.toFixed(3)}, this one ${own.toFixed(3)}.`,
  };
}

function figures({ metrics: { map5, queries, known, top1 }, bare }: Result): string {
  const first = top1 === null ? '' : `, ${(100 * top1).toFixed(0)} % of known animals first`;
  const below = bare === null ? '' : `; without the head ${bare.toFixed(3)} on the same photos`;
  return `MAP@5 ${map5.toFixed(3)} on ${queries} photos kept for judging (${known} of known animals)${first}${below}`;
}

function remarks({ skipped }: Result): string {
  return skipped.length === 0 ? '' : `${skipped.length} boxes could not be used.`;
}
