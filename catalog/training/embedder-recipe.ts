/** How an embedder is trained: what a person asked for, completed from a preset. */
import { z } from 'zod';
import { backboneId } from '#terms/embedder/backbones.ts';
import { cropFit } from '#terms/embedder/crops.ts';
import { fusionId } from '#terms/embedder/fusions.ts';
import { gemPowersId, poolId } from '#terms/embedder/pools.ts';
import { normalisation } from '#terms/embedder/normalisations.ts';
import { sidesTreatment } from '#terms/embedder/sides.ts';
import { tonesId } from '#terms/embedder/tones.ts';
import type { StoredModel } from '#terms/models/versions.ts';
import { embedderPresets, randomTimes } from '#terms/embedder/presets.ts';
import type { AskedEmbedder, EmbedderRecipe } from '#terms/embedder/recipe.ts';
import type { Size } from '#terms/geometry.ts';

/** What the identified boxes decide. */
interface EmbedderSetSize {
  /** Those that are learned from in the end. */
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
const fittingHeight = (width: number, aspect: number): number =>
  aspect >= wideFrom ? width / 2 : width;

/** Widest and highest shape that a picture follows; beyond it a box is pressed together. */
const mostAspect = 3;

/**
 * Sides of a picture in the shape of the boxes that has about as many pixels as a square of `side`.
 * @returns multiples of 32
 */
export function fittingSize(side: number, aspect: number): Size {
  const across = Math.sqrt(Math.min(mostAspect, Math.max(1 / mostAspect, aspect)));
  const whole = (length: number) => Math.max(32, 32 * Math.round(length / 32));
  return { width: whole(side * across), height: whole(side / across) };
}

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

/** Queries that are enough for figures, and the bounds of the share of all boxes that they are taken from. */
const judgedBy = { queries: 100, least: 0.05, most: 0.2 } as const;

/**
 * Share of the boxes to judge by where a person says none: the fewer a network is judged by, the nearer it comes to
 * the one in use, which has learned from all.
 */
export function usualValidationShare(boxes: number): number {
  const { queries, least, most } = judgedBy;
  const share = Math.min(most, Math.max(least, queries / Math.max(1, boxes)));
  return Math.round(100 * share) / 100;
}

/** Steps of an epoch; boxes that fill no batch are seen in another. */
export const stepsPerEpoch = (boxes: number, batch: number): number =>
  Math.max(1, Math.floor(boxes / batch));

/** Steps of each part of a training, by the boxes that it learns from. */
export const stepsOf = (
  { batch, epochs }: Pick<EmbedderRecipe, 'batch' | 'epochs'>,
  parts: readonly { learned: readonly unknown[] }[],
): number[] => parts.map(({ learned }) => stepsPerEpoch(learned.length, batch) * epochs);

/** What a version hands on to one that goes on from it: what its network is, and how its pictures are made. */
const handedOn = z.object({
  backbone: backboneId.optional(),
  fusion: fusionId.optional(),
  dimensions: z.number().int().optional(),
  branchWidth: z.number().int().optional(),
  globalPool: poolId.optional(),
  fusedPool: poolId.optional(),
  gemPowers: gemPowersId.optional(),
  tones: tonesId.optional(),
  input: z.number().int().optional(),
  height: z.number().int().nullable().default(null),
  fit: cropFit.optional(),
  boxMargin: z.number().optional(),
  sides: sidesTreatment.optional(),
  ...normalisation.partial().shape,
});

/** Of the version that a training goes on from; nothing where it goes on from none, or an older one that does not say. */
export function handedOnBy(
  parent: Pick<StoredModel, 'recipe'> | undefined,
): Partial<z.infer<typeof handedOn>> {
  const read = handedOn.safeParse(parent?.recipe);
  if (!read.success) return {};
  return Object.fromEntries(Object.entries(read.data).filter(([, value]) => value !== undefined));
}

/**
 * The recipe with nothing left open.
 *
 * @param classId of boxes to learn where the person chose none
 * @param handed on by the version that it goes on from
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
  handed: ReturnType<typeof handedOnBy> = {},
): EmbedderRecipe {
  const asked = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined));
  const usual = embedderPresets[preset].recipe;
  const isHead = (own.learns ?? usual.learns) === 'head';
  // What stays as it is takes no other pictures, and a head has numbers of its own.
  const given = isHead
    ? { ...usual, ...asked, ...handed, dimensions: own.dimensions ?? usual.dimensions }
    : { ...usual, ...handed, ...asked };
  return {
    ...given,
    ...sidesOf(own, handed, { isHead, usual: usual.input, aspect }),
    classId: own.classId ?? classId,
    orClassIds: own.orClassIds ?? [],
    epochs: own.epochs ?? presetEpochs({ preset, from, batch: given.batch }, boxes),
    preset,
    from,
    newShare,
    validationShare: validationShare ?? usualValidationShare(boxes),
    pseudoLabelRounds,
    seed,
    device,
  };
}

/**
 * Width and height of pictures: those asked for, those of the version that is gone on from, or what fits the boxes. A
 * head takes the pictures of what it stands on, the starter's where that is no version.
 */
function sidesOf(
  asked: Pick<AskedEmbedder, 'input' | 'height'>,
  handed: ReturnType<typeof handedOnBy>,
  { isHead, usual, aspect }: { isHead: boolean; usual: number; aspect: number },
): Pick<EmbedderRecipe, 'input' | 'height'> {
  if (handed.input !== undefined && (isHead || asked.input === undefined)) {
    const height = (isHead ? null : asked.height) ?? handed.height ?? handed.input;
    return { input: handed.input, height };
  }
  if (isHead && asked.input === undefined && asked.height === undefined) {
    const { width, height } = fittingSize(usual, aspect);
    return { input: width, height };
  }
  const input = asked.input ?? usual;
  return { input, height: asked.height ?? fittingHeight(input, aspect) };
}
