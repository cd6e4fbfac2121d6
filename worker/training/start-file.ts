import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readMoment } from '#catalog/moment.ts';
import { findModel } from '#catalog/queries/models.ts';
import type { StateVectors } from '#models/weights/checkpoint.ts';
import type { EmbedderStart } from '#terms/embedder/recipe.ts';
import { JobError } from '../job-context.ts';
import type { JobPlace } from '../messages.ts';

/** The weights that a training starts from. */
export interface StartFile {
  path: string;
  /** What a person calls them. */
  name: string;
  /** The app brings them. */
  isStarter: boolean;
}

/**
 * Where the weights lie that a recipe says to start from; null for random numbers.
 *
 * @param starter path of the weights that the app brings, asked only where they are meant
 * @throws JobError `not-found` if the file of an earlier version is gone
 */
export function startFileOf(
  { catalogueFolder, databasePath }: JobPlace,
  from: EmbedderStart,
  starter: () => string,
): StartFile | null {
  if (from === null) return null;
  if (from === 'starter')
    return { path: starter(), name: "the app's own weights", isStarter: true };
  if (typeof from === 'object')
    return { path: from.weightsFile, name: from.weightsFile, isStarter: false };
  const version = readMoment(databasePath, (catalogue) => findModel(catalogue, from));
  const name = version?.name ?? `version ${from}`;
  if (version?.origin === 'starter') return { path: starter(), name, isStarter: true };
  const path = join(catalogueFolder, version?.files.weights ?? 'none');
  if (version === undefined || !existsSync(path))
    throw new JobError(
      'not-found',
      `The weights of ${name} are gone (${path}). Start from others.`,
      { from, path },
    );
  return { path, name, isStarter: false };
}

/** The values that a training starts from, and in words where they come from. */
export interface StartValues {
  vectors: StateVectors;
  words: string;
}
