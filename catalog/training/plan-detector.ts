/** A detector's training before it begins: what it would learn from, what stands against it. */
import type { Reader } from '../moment.ts';
import type { PlannedTraining } from '#terms/training/forecast.ts';
import type { AskedDetector, DetectorRecipe } from '#terms/detector/recipe.ts';
import { completeRecipe, smallSet, stepsPerEpoch } from './detector-recipe.ts';
import { detectorSet, type DetectorSet, type LearnedPhoto } from './detector-set.ts';
import { splitByEncounter, type Split } from './split-by-encounter.ts';

export interface PlannedDetector extends PlannedTraining<DetectorRecipe> {
  set: DetectorSet;
  split: Split<LearnedPhoto>;
}

/** A class with fewer boxes than this is hardly learned, and what is said of it means little. */
const fewBoxes = 10;

export function planDetector(catalogue: Reader, asked: AskedDetector): PlannedDetector {
  const set = detectorSet(catalogue, asked.classIds);
  const split = splitByEncounter(set.photos, asked.validationShare, asked.seed);
  const boxed = boxedOf(split.train).length;
  const sides = set.photos
    .map(({ width, height }) => Math.max(width, height))
    .sort((a, b) => a - b);
  const recipe = completeRecipe(asked, {
    classes: set.classes,
    trainPhotos: split.train.length,
    trainBoxed: boxed,
    longSide: sides[Math.floor(sides.length / 2)] ?? 0,
  });
  return {
    recipe,
    set,
    split,
    train: seenOf(split.train),
    validation: seenOf(split.validation),
    steps: recipe.epochs * stepsPerEpoch(split.train.length, recipe.batch),
    obstacles: obstaclesOf(set),
    warnings: warningsOf(set, split),
  };
}

export const boxedOf = (photos: readonly LearnedPhoto[]) =>
  photos.filter(({ boxes }) => boxes.length > 0);

const seenOf = (photos: readonly LearnedPhoto[]) => ({
  photos: photos.length,
  boxes: boxesIn(photos),
});

export const boxesIn = (photos: readonly LearnedPhoto[]): number =>
  photos.reduce((sum, { boxes }) => sum + boxes.length, 0);

function obstaclesOf(set: DetectorSet): string[] {
  const boxed = boxedOf(set.photos).length;
  if (boxed === 0)
    return [
      'There are no boxes to learn from. Draw boxes around the fins of some photos in Annotate, or import boxes of another tool.',
    ];
  if (boxed === 1)
    return [
      `Only one photo has boxes (${boxedOf(set.photos)[0]?.name}), and a second is needed to judge by. Draw boxes on more photos; twenty are a beginning.`,
    ];
  return [];
}

const plural = (count: number, one: string, many = `${one}s`) =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;

function warningsOf(set: DetectorSet, split: Split<LearnedPhoto>): string[] {
  const warnings: string[] = [];
  const boxed = boxedOf(set.photos).length;
  if (boxed > 1 && boxed < smallSet)
    warnings.push(
      `${plural(boxed, 'photo')} with boxes ${boxed === 1 ? 'is' : 'are'} few. Let it train, correct what it proposes, and train again from it.`,
    );
  if (split.withinEncounter && boxed > 1)
    warnings.push(
      'All boxes are of one encounter, so it is judged on photos much like those it learned from; it will do worse on other days.',
    );
  for (const { id, name, boxes } of set.classes) {
    const learned = countOf(split.train, id);
    const judged = countOf(split.validation, id);
    if (boxes < fewBoxes)
      warnings.push(
        `"${name}" has only ${plural(boxes, 'box', 'boxes')}; it will hardly be learned. Draw more, or leave the class out.`,
      );
    if (learned === 0 && judged > 0)
      warnings.push(`All boxes of "${name}" fell to the photos kept for judging; none is learned.`);
    else if (judged === 0 && learned > 0)
      warnings.push(
        `No photo kept for judging shows "${name}", so how well it is found stays unknown.`,
      );
  }
  for (const { reason, count } of set.leftOut)
    warnings.push(`Left out: ${count.toLocaleString('en')} × ${reason}.`);
  return warnings;
}

const countOf = (photos: readonly LearnedPhoto[], classId: number): number =>
  photos.reduce((sum, { boxes }) => sum + boxes.filter((box) => box.classId === classId).length, 0);
