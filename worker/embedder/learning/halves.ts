/** A training in two halves: a network that is judged, and one that learns from everything that was named. */
import { join } from 'node:path';
import { readMoment } from '#catalog/moment.ts';
import type { IdentityBox } from '#catalog/queries/identity-boxes.ts';
import { pseudoLabelsOf } from '#catalog/queries/pseudo-labels.ts';
import {
  embedderSet,
  splitFor,
  wholeSplit,
  withPseudoLabels,
  type EmbedderSet,
} from '#catalog/training/embedder-set.ts';
import type { EmbedderRecipe } from '#terms/embedder/recipe.ts';
import { secondHalf } from '#terms/files/version-files.ts';
import type { JobPlace } from '../../messages.ts';
import { decidedSplit } from '../set/split-file.ts';

/** What each half learns from. */
export interface Halves {
  judged: EmbedderSet;
  /** Null where the network that was judged is the one to be used. */
  whole: EmbedderSet | null;
}

/** @param folder of the version; what was decided there before stays, so that a training goes on with the same */
export async function halvesOf(
  folder: string,
  boxes: readonly IdentityBox[],
  recipe: EmbedderRecipe,
  { databasePath }: JobPlace,
): Promise<Halves> {
  const { sides, pseudoLabelRounds } = recipe;
  const split = await decidedSplit(folder, boxes, sides, () => {
    const labels = readMoment(databasePath, (catalogue) =>
      pseudoLabelsOf(catalogue, pseudoLabelRounds),
    );
    return withPseudoLabels(splitFor(boxes, recipe), boxes, labels);
  });
  const judged = embedderSet(boxes, split, sides);
  if (!recipe.finalFit) return { judged, whole: null };
  const all = await decidedSplit(join(folder, secondHalf), boxes, sides, () =>
    wholeSplit(boxes, recipe, split),
  );
  return { judged, whole: embedderSet(boxes, all, sides) };
}
