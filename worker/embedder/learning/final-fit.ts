/** The second half of a training: once a network was judged, one more learns from everything that was named. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { IdentityBox } from '#catalog/queries/identity-boxes.ts';
import {
  embedderSet,
  wholeSplit,
  type EmbedderSet,
  type EmbedderSplit,
} from '#catalog/training/embedder-set.ts';
import type { EmbedderRecipe } from '#terms/embedder/recipe.ts';
import { readSplit, writeSplit } from '../set/split-file.ts';

/** Of the second half's state; it goes when the training is done. */
export const finalFolder = (ownFolder: string) => join(ownFolder, 'final');

/** Of the second half's checkpoints, without ending. */
export const finalCheckpoint = (ownFolder: string) => join(finalFolder(ownFolder), 'training');

/** What the second half learns from: decided once, so that it goes on with the same after a break. */
export async function finalSet(
  ownFolder: string,
  boxes: readonly IdentityBox[],
  recipe: EmbedderRecipe,
  judged: EmbedderSplit,
): Promise<EmbedderSet> {
  const folder = finalFolder(ownFolder);
  const before = await readSplit(folder);
  if (before !== null) return embedderSet(boxes, before, recipe.sides);
  const split = wholeSplit(boxes, recipe, judged);
  const { classes } = embedderSet(boxes, split, recipe.sides);
  await mkdir(folder, { recursive: true });
  await writeSplit(folder, { ...split, classes });
  return embedderSet(boxes, { ...split, classes }, recipe.sides);
}
