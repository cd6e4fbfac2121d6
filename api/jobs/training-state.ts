/** What a training's job means for the version that it trains, whatever kind of network it is. */
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Catalogue } from '#catalog/catalogue.ts';
import { versionFolder } from '#catalog/layout.ts';
import { addTrainingPoints } from '#catalog/versions/add-training-points.ts';
import { getModel, modelOfJob } from '#catalog/queries/models.ts';
import { updateModel } from '#catalog/versions/change-version.ts';
import type { TrainingPoint } from '#terms/models/versions.ts';
import { checkpointEndings, checkpointStem, secondHalf } from '#terms/files/version-files.ts';
import { idsOf } from '#terms/tables.ts';

/** A job will train it, for the first time or again: the version is in training, by this job. */
export function trainingQueued(
  catalogue: Catalogue,
  jobId: number,
  { modelId }: { modelId: number },
): void {
  updateModel(catalogue, modelId, { state: 'training', jobId });
}

/**
 * A job ended before its end: with a checkpoint the version stays in training and can go on, without one, or
 * where what the job was asked to do cannot be read, it has failed.
 */
export function trainingStopped(
  catalogue: Catalogue,
  jobId: number,
  spec: { modelId: number } | null,
): void {
  const modelId = spec?.modelId ?? modelOfJob(catalogue, jobId);
  if (modelId !== null && (spec === null || !canResume(catalogue, modelId)))
    updateModel(catalogue, modelId, { state: 'failed' });
}

const checkpointName = (which: keyof typeof checkpointEndings) =>
  `${checkpointStem}${checkpointEndings[which]}`;

/**
 * Whether there is a checkpoint from which a version's training can go on. The disk is asked, not the row: a
 * worker that was killed may have written it without a word.
 */
export function canResume(catalogue: Catalogue, modelId: number): boolean {
  const { kind, version } = getModel(catalogue, modelId);
  return existsSync(join(catalogue.folder, versionFolder(kind, version), checkpointName('last')));
}

/**
 * Removes what only a training that goes on would need, several times the size of the weights.
 * @param folder of the version, below the catalogue's
 */
export function removeCheckpoints(catalogue: Catalogue, folder: string): void {
  for (const which of idsOf(checkpointEndings))
    rmSync(join(catalogue.folder, folder, checkpointName(which)), { force: true });
  rmSync(join(catalogue.folder, folder, secondHalf), { recursive: true, force: true });
}

/** Stores points of the curves and what was learned from. */
export function storeTrainingNews(
  catalogue: Catalogue,
  { points, dataSeen }: { points: readonly TrainingPoint[]; dataSeen?: object },
  { modelId }: { modelId: number },
): void {
  if (dataSeen !== undefined) updateModel(catalogue, modelId, { dataSeen: { ...dataSeen } });
  addTrainingPoints(catalogue, modelId, points);
}
