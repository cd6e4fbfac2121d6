/** A training in two halves: a network that is judged, and one that learns from everything that was named. */
import { join } from 'node:path';
import { readMoment } from '#catalog/moment.ts';
import { identityBoxes, type IdentityBox } from '#catalog/queries/identity-boxes.ts';
import { pseudoLabelsOf } from '#catalog/queries/pseudo-labels.ts';
import {
  embedderSet,
  splitFor,
  wholeSplit,
  withPseudoLabels,
  type EmbedderSet,
} from '#catalog/training/embedder-set.ts';
import { joinedBoxes } from '#catalog/training/taken-together.ts';
import { cropStyleOf } from '#terms/embedder/crops.ts';
import type { EmbedderRecipe } from '#terms/embedder/recipe.ts';
import type { NamedBox } from '#terms/identity/individuals.ts';
import { secondHalf } from '#terms/files/version-files.ts';
import type { JobPlace } from '../../messages.ts';
import { joinedByLook } from '../set/joined-by-look.ts';
import type { CropWatch } from '../set/learning-set.ts';
import { decidedSplit } from '../set/split-file.ts';

/** What each half learns from. */
export interface Halves {
  judged: EmbedderSet;
  /** Null where the network that was judged is the one to be used. */
  whole: EmbedderSet | null;
  /** All boxes, those that were taken in one go in one encounter. */
  boxes: IdentityBox[];
}

/**
 * @param folder of the version; what was decided there before stays, so that a training goes on with the same
 * @param watch of the crops that are cut to know which photos were taken in one go
 */
export async function halvesOf(
  folder: string,
  recipe: EmbedderRecipe,
  place: JobPlace,
  watch: CropWatch,
): Promise<Halves> {
  const { sides, pseudoLabelRounds } = recipe;
  const { boxes, labels } = readMoment(place.databasePath, (catalogue) => ({
    boxes: identityBoxes(catalogue),
    labels: pseudoLabelsOf(catalogue, pseudoLabelRounds),
  }));
  const split = await decidedSplit(folder, boxes, sides, async () => {
    const style = cropStyleOf(recipe);
    const joined = await joinedByLook(asNamed(boxes, labels), recipe, style, place, watch);
    const apart = joinedBoxes(boxes, joined);
    return { ...withPseudoLabels(splitFor(apart, recipe), apart, labels), joined };
  });
  const judged = embedderSet(boxes, split, sides);
  const joined = joinedBoxes(boxes, split.joined);
  if (!recipe.finalFit) return { judged, whole: null, boxes: joined };
  const all = await decidedSplit(join(folder, secondHalf), boxes, sides, () =>
    Promise.resolve(wholeSplit(boxes, recipe, split)),
  );
  return { judged, whole: embedderSet(boxes, all, sides), boxes: joined };
}

/** The boxes, those that a network named under the names that it gave. */
function asNamed(boxes: readonly IdentityBox[], labels: readonly NamedBox[]): IdentityBox[] {
  const names = new Map(labels.map(({ boxId, individualId }) => [boxId, individualId]));
  return boxes.map((box) => ({
    ...box,
    individualId: box.individualId ?? names.get(box.boxId) ?? null,
  }));
}
