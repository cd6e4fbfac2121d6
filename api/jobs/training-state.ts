/** What a training's job means for the version that it trains, whatever kind of network it is. */
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Catalogue } from '#catalog/catalogue.ts';
import {
  addTrainingPoints,
  getModel,
  updateModel,
  type TrainingPoint,
} from '#catalog/queries/models.ts';
import type { Topic } from '../contract/shell.ts';

/** A job will train it, for the first time or again: the version is in training, by this job. */
export function trainingQueued(
  catalogue: Catalogue,
  jobId: number,
  { modelId }: { modelId: number },
): Topic[] {
  updateModel(catalogue, modelId, { state: 'training', jobId });
  return ['models'];
}

/**
 * A job ended before its end: with a checkpoint the version stays in training and can go on, without one it
 * has failed.
 */
export function trainingStopped(
  catalogue: Catalogue,
  _jobId: number,
  { modelId }: { modelId: number },
): Topic[] {
  if (!canResume(catalogue, modelId)) updateModel(catalogue, modelId, { state: 'failed' });
  return ['models'];
}

/**
 * Whether there is a checkpoint from which a version's training can go on. The disk is asked, not the row: a
 * worker that was killed may have written it without a word.
 */
export function canResume(catalogue: Catalogue, modelId: number): boolean {
  const { kind, version } = getModel(catalogue, modelId);
  return existsSync(
    join(catalogue.folder, `models/${kind}-${version}`, 'training.last.safetensors'),
  );
}

/**
 * Removes what only a training that goes on would need, several times the size of the weights.
 * @param folder of the version, below the catalogue's
 */
export function removeCheckpoints(catalogue: Catalogue, folder: string): void {
  for (const name of ['last', 'best'])
    rmSync(join(catalogue.folder, folder, `training.${name}.safetensors`), { force: true });
}

/** Curves are told to the screens this often at most. */
const TELL_MS = 1000;

/** Stores points of the curves; says `models` changed at most once a second. */
export function storeTrainingPoints(
  catalogue: Catalogue,
  modelId: number,
  points: readonly TrainingPoint[],
  tally: Record<string, number>,
): Topic[] {
  addTrainingPoints(catalogue, modelId, points);
  const now = performance.now();
  if (now - (tally.toldAt ?? -Infinity) < TELL_MS) return [];
  tally.toldAt = now;
  return ['models'];
}
