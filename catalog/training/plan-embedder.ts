/** An embedder's training before it begins: what it would learn from, what stands against it. */
import type { Reader } from '../moment.ts';
import { classOfMost, identityBoxes } from '../queries/identity-boxes.ts';
import { findModel } from '../queries/models.ts';
import { pseudoLabelsOf } from '../queries/pseudo-labels.ts';
import { completeEmbedder, handedOnBy, medianAspect, stepsOf } from './embedder-recipe.ts';
import { embedderObstacles, embedderWarnings } from './embedder-obstacles.ts';
import {
  embedderSet,
  splitFor,
  usableBoxes,
  wholeSplit,
  withPseudoLabels,
  type EmbedderSet,
} from './embedder-set.ts';
import { joinedBoxes, takenTogether } from './taken-together.ts';
import { cropSizeOf } from '#terms/embedder/crops.ts';
import { fusions } from '#terms/embedder/fusions.ts';
import type { PlannedTraining } from '#terms/training/forecast.ts';
import type { AskedEmbedder, EmbedderRecipe } from '#terms/embedder/recipe.ts';

export interface PlannedEmbedder extends PlannedTraining<EmbedderRecipe> {
  set: EmbedderSet;
  /** Sentences on what of the recipe cannot be together, so that there is no such network. */
  misfits: string[];
}

/** Completes what a person asked for and looks at the boxes that it would learn from. */
export function planEmbedder(catalogue: Reader, asked: AskedEmbedder): PlannedEmbedder {
  const boxes = identityBoxes(catalogue);
  const classId = asked.classId ?? classOfMost(boxes) ?? 1;
  const { from } = asked;
  const handed = handedOnBy(typeof from === 'number' ? findModel(catalogue, from) : undefined);
  const sketch = completeEmbedder(asked, classId, { boxes: 1, aspect: 1 }, handed);
  const usable = usableBoxes(boxes, sketch).length;
  const draft = completeEmbedder(asked, classId, { boxes: usable, aspect: 1 }, handed);
  const labels = pseudoLabelsOf(catalogue, draft.pseudoLabelRounds);
  // What only its pixels tell to be of one moment is known when the training begins.
  const joined = takenTogether(boxes);
  const apart = joinedBoxes(boxes, joined);
  const split = { ...withPseudoLabels(splitFor(apart, draft), apart, labels), joined };
  const set = embedderSet(boxes, split, draft.sides);
  // Once a network was judged, another learns from all, and both as many times: as is right for the one that is used.
  const whole = draft.finalFit
    ? [embedderSet(boxes, wholeSplit(boxes, draft, split), draft.sides)]
    : [];
  const { learned } = whole[0] ?? set;
  const size = { boxes: learned.length, aspect: medianAspect(learned.map(({ box }) => box)) };
  const { validationShare } = draft;
  const recipe = completeEmbedder({ ...asked, validationShare }, classId, size, handed);
  const misfits = misfitsOf(recipe);
  return {
    recipe,
    set,
    misfits,
    train: seenOf(set.learned),
    validation: seenOf(set.queries),
    steps: stepsOf(recipe, [set, ...whole]).reduce((sum, steps) => sum + steps, 0),
    obstacles: [...misfits, ...embedderObstacles(boxes, recipe, set)],
    warnings: embedderWarnings(set),
  };
}

function misfitsOf(recipe: EmbedderRecipe): string[] {
  const { head, smoothing, smoothingOf } = recipe;
  const isSpread = head === 'curricular' && smoothing > 0 && smoothingOf === 'margin';
  return [
    ...cropMisfit(recipe),
    ...(isSpread
      ? [
          'CurricularFace has no margin that smoothing could spread: let it spread the labels, or choose ArcFace.',
        ]
      : []),
  ];
}

/** A sentence if the network cannot take crops of this size. */
function cropMisfit({ fusion, learns, ...shape }: EmbedderRecipe): string[] {
  // What a head stands on has its own pictures.
  if (learns === 'head') return [];
  const step = fusions[fusion].cropStep;
  const { width, height } = cropSizeOf(shape);
  const input = [width, height].find((side) => side % step !== 0);
  return input === undefined
    ? []
    : [
        `The side of a crop is ${input} pixels, which the way its features are joined cannot part: choose a multiple of ${step}, such as ${step * Math.max(2, Math.round(input / step))}.`,
      ];
}

const seenOf = (boxes: readonly { box: { photoId: number } }[]) => ({
  photos: new Set(boxes.map(({ box }) => box.photoId)).size,
  boxes: boxes.length,
});
