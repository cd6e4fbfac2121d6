/** The weights that a detector's training starts from. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readMoment } from '#catalog/moment.ts';
import { findModel } from '#catalog/queries/models.ts';
import { defaultAnchors, type Anchors } from '#models/nets/yolov5/presets.ts';
import {
  readDetectorFacts,
  startFromDetector,
  type DetectorFacts,
} from '#models/nets/yolov5/weights.ts';
import type { StateVectors } from '#models/weights/checkpoint.ts';
import { JobError } from '../../job-context.ts';
import type { JobPlace } from '../../messages.ts';
import type { DetectorRecipe } from '#terms/detector/recipe.ts';
import { starterWeights } from './starter.ts';

/** A weights file and what it says of itself; null for random numbers. */
export interface StartFile {
  path: string;
  facts: DetectorFacts;
}

/**
 * @returns null for random numbers: asked for, or because the starter has another size
 * @throws JobError `conflict` if the earlier version has another size, `not-found` if its file is gone
 */
export async function startFile(
  { catalogueFolder, databasePath }: JobPlace,
  { from, size }: Pick<DetectorRecipe, 'from' | 'size'>,
): Promise<StartFile | null> {
  if (from === null) return null;
  if (from === 'starter') {
    const facts = await readDetectorFacts(starterWeights);
    return facts.size === size ? { path: starterWeights, facts } : null;
  }
  const version = readMoment(databasePath, (catalogue) => findModel(catalogue, from));
  const path =
    version?.origin === 'starter'
      ? starterWeights
      : join(catalogueFolder, version?.files.weights ?? 'none');
  if (version === undefined || !existsSync(path))
    throw new JobError(
      'not-found',
      `The weights of ${version?.name ?? `model ${from}`} are gone (${path}). Start from another version.`,
      { from, path },
    );
  const facts = await readDetectorFacts(path);
  if (facts.size !== size)
    throw new JobError(
      'conflict',
      `${version.name} is of size ${facts.size}, and size ${size} was asked for. Choose size ${facts.size}, or start from random numbers.`,
      { from },
    );
  return { path, facts };
}

export const startAnchors = (start: StartFile | null): Anchors =>
  start?.facts.anchors ?? defaultAnchors;

/** Start values, and in words where they come from. */
export async function startVectors(
  start: StartFile | null,
  { size, classes }: Pick<DetectorFacts, 'size' | 'classes'>,
  fresh: StateVectors,
): Promise<{ vectors: StateVectors; words: string }> {
  if (start === null) return { vectors: fresh, words: 'Starts from random numbers.' };
  const carried = await startFromDetector(start.path, { size, classes }, fresh);
  const names = (list: readonly string[]) => list.map((name) => `"${name}"`).join(', ');
  const renewed =
    carried.renewed.length === 0 ? '' : ` It did not know ${names(carried.renewed)} before.`;
  return {
    vectors: carried.start,
    words: `Starts from what ${start.path.split(/[\\/]/).slice(-2).join('/')} learned.${renewed}`,
  };
}
