/** How a detector is trained: what a person asked for, completed from a preset and from the size of the set. */
import { detectorPresets } from '#terms/detector/presets.ts';
import type { AskedDetector, DetectorRecipe } from '#terms/detector/recipe.ts';

/** Fewer photos with boxes than this are a small set: gentle steps from what is known already. */
export const smallSet = 100;
/** Few photos are drawn in more ways each, as there is little else to learn from. */
const smallSetPictures = 5 / 3;
/**
 * Fewer photos with boxes than this cannot move a backbone without spoiling it, the less the more of the world
 * it has seen.
 */
const fewestForBackbone = { lite0: smallSet, n: 25, s: 25, m: 25, l: 25, x: 25 } as const;
const fewestEpochs = 8;
/** Judgements without a better one: by then the rates are so low that none will come. */
const usualPatience = 30;
const mostEpochs = 400;

/** Steps from which on SGD gets further than AdamW. */
const longTraining = 5000;
const learningRates = {
  sgd: { usual: 0.01, gentle: 0.005 },
  adamw: { usual: 0.001, gentle: 0.0007 },
} as const;

/** Photos whose longer side is this many times the network's input are also seen in parts. */
const largeTimes = 2;

/** What the sizes of a set decide. */
interface SetSize {
  classes: readonly { id: number; name: string }[];
  /** Photos to learn from, and of them those with boxes. */
  trainPhotos: number;
  trainBoxed: number;
  /** Median of the longer sides of the photos, pixels. */
  longSide: number;
}

export function completeRecipe(asked: AskedDetector, set: SetSize): DetectorRecipe {
  const preset = detectorPresets[asked.preset];
  const { from, validationShare, seed, device } = asked;
  const input = asked.input ?? preset.recipe.input;
  const size = asked.size ?? preset.recipe.size;
  const batch = asked.batch ?? preset.recipe.batch;
  const isSmall = set.trainBoxed < smallSet;
  const pictures = preset.pictures * (isSmall ? smallSetPictures : 1);
  const epochs = asked.epochs ?? epochsFor(pictures, stepsPerEpoch(set.trainPhotos, batch) * batch);
  const isLong = epochs * stepsPerEpoch(set.trainPhotos, batch) >= longTraining;
  const optimizer = isLong ? 'sgd' : 'adamw';
  const isGentle = isSmall && from !== null;
  const rates = learningRates[optimizer];
  return {
    preset: asked.preset,
    from,
    size,
    input,
    epochs,
    batch,
    optimizer,
    learningRate: asked.learningRate ?? (isGentle ? rates.gentle : rates.usual),
    freezeBackbone:
      asked.freezeBackbone ?? (from !== null && set.trainBoxed < fewestForBackbone[size]),
    tiles: asked.tiles ?? set.longSide >= largeTimes * input,
    classes: set.classes.map(({ id, name }) => ({ id, name })),
    validationShare,
    patience: asked.patience === undefined ? usualPatience : asked.patience,
    seed,
    device,
  };
}

/** @param each pictures of an epoch, those that fill up its last batch counted too: they take their time */
const epochsFor = (pictures: number, each: number): number =>
  Math.min(mostEpochs, Math.max(fewestEpochs, Math.round(pictures / each)));

/** Steps of an epoch: every photo is the first of a mosaic once; the last batch is filled up. */
export const stepsPerEpoch = (photos: number, batch: number): number =>
  Math.max(1, Math.ceil(photos / batch));
