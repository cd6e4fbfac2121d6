/** How an embedder is trained: what a person asked for, completed from a preset. */
import { embedderPresets, randomTimes } from '#terms/embedder/presets.ts';
import type { AskedEmbedder, EmbedderRecipe } from '#terms/embedder/recipe.ts';

/** What the boxes that would be learned from decide. */
export interface EmbedderSetSize {
  boxes: number;
  /** Median width of the boxes against their height, both in pixels. */
  aspect: number;
}

/** Width against height from which pictures are half as high as wide, as those of flukes. */
const wideFrom = 1.5;

/** The middle of the boxes' shapes; 1 where there are none. */
export const medianAspect = (boxes: readonly { aspect: number }[]): number =>
  boxes.map(({ aspect }) => aspect).sort((a, b) => a - b)[boxes.length >> 1] ?? 1;

/** Height of pictures for boxes of a shape. */
export const fittingHeight = (width: number, aspect: number): number =>
  aspect >= wideFrom ? width / 2 : width;

/**
 * Epochs of a set: enough for the steps that a preset wants, so that few photos are seen often; never so often
 * that they are known by heart, nor fewer than a large set needs.
 */
export function presetEpochs(
  { preset, from, batch }: Pick<EmbedderRecipe, 'preset' | 'from' | 'batch'>,
  boxes: number,
): number {
  const { steps, least, most } = embedderPresets[preset].epochs;
  const times = from === null ? randomTimes : 1;
  const epochs = Math.round((steps * batch) / Math.max(1, boxes));
  return times * Math.min(most, Math.max(least, epochs));
}

/** Steps of an epoch; boxes that fill no batch are seen in another. */
export const stepsPerEpoch = (boxes: number, batch: number): number =>
  Math.max(1, Math.floor(boxes / batch));

/** Steps of each part of a training, by the boxes that it learns from. */
export const stepsOf = (
  { batch, epochs }: Pick<EmbedderRecipe, 'batch' | 'epochs'>,
  parts: readonly { learned: readonly unknown[] }[],
): number[] => parts.map(({ learned }) => stepsPerEpoch(learned.length, batch) * epochs);

/**
 * The recipe with nothing left open.
 *
 * @param classId of boxes to learn where the person chose none
 */
export function completeEmbedder(
  {
    preset,
    from,
    newShare,
    validationShare,
    pseudoLabelRounds,
    seed,
    device,
    ...own
  }: AskedEmbedder,
  classId: number,
  { boxes, aspect }: EmbedderSetSize,
): EmbedderRecipe {
  const asked = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined));
  const given = { ...embedderPresets[preset].recipe, ...asked };
  return {
    ...given,
    height: own.height ?? fittingHeight(given.input, aspect),
    classId: own.classId ?? classId,
    epochs: own.epochs ?? presetEpochs({ preset, from, batch: given.batch }, boxes),
    preset,
    from,
    newShare,
    validationShare,
    pseudoLabelRounds,
    seed,
    device,
  };
}
