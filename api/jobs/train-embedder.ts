import { chooseModel, updateModel } from '#catalog/versions/change-version.ts';
import { chosenModel, getModel } from '#catalog/queries/models.ts';
import type { StoredModel } from '#terms/models/versions.ts';
import type { JobResult } from '#terms/jobs/index.ts';
import type { ShellSide } from './shell-side.ts';
import {
  afterEpochs,
  storeTrainingNews,
  trainingQueued,
  trainingStopped,
} from './training-state.ts';

export const trainEmbedder = {
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
    const { chosen, why } = choice(result, before);
    if (chosen) chooseModel(catalogue, modelId);
    const use = `${chosen ? 'It was put in use' : `${before?.name ?? ''} stayed in use`}${why}`;
    return { result, summary: `${name}: ${said(result)} ${use}`, topics: ['models'] };
  },
} satisfies ShellSide<'train-embedder'>;

/**
 * Whether a new version is put in use, and why. On the same photos the better one is; the newer of two
 * equals has also seen more of the catalogue. What has learned these animals goes before the starter,
 * which has met none of them.
 */
function choice(
  { metrics, dataSeen, rival }: JobResult<'train-embedder'>,
  before: StoredModel | undefined,
): { chosen: boolean; why: string } {
  if (before === undefined || before.origin === 'starter') return { chosen: true, why: '.' };
  if (before.dataSeen['split'] === dataSeen.split) {
    const theirs = Number(before.metrics['map5'] ?? NaN);
    return metrics.map5 >= theirs
      ? { chosen: true, why: '.' }
      : { chosen: false, why: `: it had ${theirs.toFixed(3)} on the same photos.` };
  }
  if (rival?.modelId !== before.id)
    return {
      chosen: false,
      why: ': it was judged on other photos. Compare the two in Models.',
    };
  const { queries, map5, own } = rival;
  return {
    chosen: own >= map5,
    why: `: on the ${queries} photos that neither learned from ${before.name} had ${map5.toFixed(3)}, this one ${own.toFixed(3)}.`,
  };
}

function said(result: JobResult<'train-embedder'>): string {
  const { metrics, skipped } = result;
  const { map5, queries, known, top1 } = metrics;
  const first = top1 === null ? '' : `, ${(100 * top1).toFixed(0)} % of known animals first`;
  const left = skipped.length === 0 ? '' : ` ${skipped.length} boxes could not be used.`;
  return `MAP@5 ${map5.toFixed(3)} on ${queries} photos kept for judging (${known} of known animals)${first}, ${afterEpochs(result)}.${left}`;
}
