/** What a training works on, decided once: when it goes on after a break, it goes on with the same. */
import { freemem } from 'node:os';
import type { Reader } from '#catalog/moment.ts';
import { planDetector } from '#catalog/training/plan-detector.ts';
import type { LearnedPhoto } from '#catalog/training/detector-set.ts';
import { detectors } from '#models/nets/registry.ts';
import type { Anchors } from '#models/nets/yolov5/presets.ts';
import { JobError } from '../../job-context.ts';
import type { DetectorRecipe } from '#terms/detector/recipe.ts';
import { anchorsFor } from '../learning/learn-anchors.ts';
import { edgeToHold } from './held-photos.ts';
import type { LearnedSet } from './learned-set.ts';
import { photoFileOf } from './photo-pixels.ts';
import type { LearnedPhotoFile } from '../learning/data-messages.ts';

/** Tiles are looked at in at most this size, which the copies for the screen have. */
const MOST_EDGE = 2048;
/** Photos are held a little larger than they are seen whole, as they are also drawn larger. */
const WHOLE_TIMES = 1.5;

/** Bytes that held photos may take. */
export const memoryForPhotos = (): number => Math.min(2e9, freemem() / 4);

const inSteps = (pixels: number) => Math.ceil(pixels / 64) * 64;

/** @throws JobError `bad-input` with the way out if there is nothing to learn from */
export function chooseSet(
  catalogue: Reader,
  recipe: DetectorRecipe,
  anchors: Anchors,
): { set: LearnedSet; warnings: string[] } {
  const { set, split, obstacles, warnings } = planDetector(catalogue, {
    ...recipe,
    classIds: recipe.classes.map(({ id }) => id),
  });
  if (obstacles.length > 0) throw new JobError('bad-input', obstacles.join(' '));
  const { size, input, tiles, seed, classes } = recipe;
  const edge = tiles
    ? edgeToHold(set.photos, {
        wanted: Math.min(MOST_EDGE, detectors[size].tileEdge(input)),
        least: 2 * input,
        memory: memoryForPhotos(),
      })
    : inSteps(WHOLE_TIMES * input);
  const learned: LearnedSet = {
    classes,
    anchors,
    edge,
    train: split.train,
    validation: split.validation,
  };
  // A network without shapes to start from needs none.
  if (anchors.length === 0) return { set: learned, warnings };
  const choice = anchorsFor(
    trainingFiles(learned).map(heldAt(edge)),
    { input, seed, tiles },
    anchors,
  );
  if (choice.refitted)
    warnings.push(
      `The boxes are of unusual shapes; the detector starts from shapes fitted to them, which reach ${(100 * choice.reachable).toFixed(1)} %.`,
    );
  return { set: { ...learned, anchors: choice.anchors }, warnings };
}

const heldAt =
  (edge: number) =>
  ({ width, height, boxes }: LearnedPhotoFile) => {
    const scale = Math.min(1, edge / Math.max(width, height));
    return { width: width * scale, height: height * scale, boxes };
  };

/** Photos to learn from, their boxes by number of class. */
export function trainingFiles({ classes, train }: LearnedSet): LearnedPhotoFile[] {
  const labels = labelsOf(classes);
  return train.map(({ width, height, boxes, open = [], ...photo }: LearnedPhoto) => ({
    ...photoFileOf(photo),
    width,
    height,
    open,
    boxes: boxes.flatMap(({ classId, x, y, w, h }) => {
      const label = labels.get(classId);
      return label === undefined ? [] : [{ label, x, y, w, h }];
    }),
  }));
}

/** Number of each class by its id. */
export const labelsOf = (classes: LearnedSet['classes']): ReadonlyMap<number, number> =>
  new Map(classes.map(({ id }, label) => [id, label]));
