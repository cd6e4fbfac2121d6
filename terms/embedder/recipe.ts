/** How an embedder is trained: what a person asks for, and everything decided. */
import { z } from 'zod';
import { id } from '../common.ts';
import { deviceChoice } from '../training/devices.ts';
import { numberOf, shareOf } from '../training/options.ts';
import { weightsVariant } from './backbones.ts';
import { normalisation } from './normalisations.ts';
import { embedderOptions as options } from './options.ts';
import { embedderPreset, usualEmbedderPreset } from './presets.ts';
import { openEmbedder } from './recipe-fields.ts';

/** An earlier version; `starter`: the app's own weights; a safetensors file; null: random numbers. */
const embedderStart = z.union([
  id,
  z.literal('starter'),
  z.object({
    weightsFile: z.string().min(1),
    /** Where the file's names leave it open. */
    variant: weightsVariant.optional(),
  }),
  z.null(),
]);
export type EmbedderStart = z.infer<typeof embedderStart>;

/** Share of individuals kept out of training altogether, as new ones. */
const newShare = shareOf(options.newShare);
/** Share of boxes kept for judging. */
const validationShare = shareOf(options.validationShare);
const seed = numberOf(options.seed);
/** Rounds of pseudo-labels that are learned too. */
const pseudoLabelRounds = z.array(id);

/** What a person may set; what is not given comes from the preset. */
export const askedEmbedder = z.object({
  preset: embedderPreset.default(usualEmbedderPreset),
  from: embedderStart.default('starter'),
  ...openEmbedder.partial().shape,
  newShare: newShare.default(options.newShare.otherwise),
  validationShare: validationShare.optional(),
  pseudoLabelRounds: pseudoLabelRounds.default([]),
  seed: seed.default(options.seed.otherwise),
  device: deviceChoice.default('auto'),
});
export type AskedEmbedder = z.infer<typeof askedEmbedder>;
/** What a person has set so far. */
export type EmbedderWishes = z.input<typeof askedEmbedder>;

/** Everything decided. */
const decided = z.object({
  preset: embedderPreset,
  from: embedderStart,
  ...openEmbedder.shape,
  // Networks of others look at pictures of any size.
  input: z.number().int().positive(),
  // Recipes of before there was a choice.
  height: z.number().int().positive().nullable().default(null),
  // Of the network that a head stands on, where that is not one of the app's own.
  ...normalisation.partial().shape,
  fit: openEmbedder.shape.fit.default('pad'),
  tones: openEmbedder.shape.tones.default('colour'),
  mirrorClasses: openEmbedder.shape.mirrorClasses.default(false),
  marginRise: openEmbedder.shape.marginRise.default(0),
  smoothing: openEmbedder.shape.smoothing.default(0),
  headRate: openEmbedder.shape.headRate.default(1),
  finalFit: openEmbedder.shape.finalFit.default(false),
  learns: openEmbedder.shape.learns.default('whole'),
  minJudged: openEmbedder.shape.minJudged.default(null),
  branchWidth: openEmbedder.shape.branchWidth.default(1024),
  globalPool: openEmbedder.shape.globalPool.default('gem'),
  fusedPool: openEmbedder.shape.fusedPool.default('average'),
  gemPowers: openEmbedder.shape.gemPowers.default('one'),
  centres: openEmbedder.shape.centres.default(1),
  easyMargin: openEmbedder.shape.easyMargin.default(false),
  smoothingOf: openEmbedder.shape.smoothingOf.default('labels'),
  restarts: openEmbedder.shape.restarts.default(0),
  orClassIds: openEmbedder.shape.orClassIds.default([]),
  newShare,
  validationShare,
  pseudoLabelRounds,
  seed,
  device: deviceChoice,
});

/** Recipes of before the number of centres could be chosen had a head of two, and DOLG with Kaggle's taps its own width. */
function brought(recipe: unknown): unknown {
  const old = z.looseObject({ head: z.string(), fusion: z.string() }).safeParse(recipe);
  if (!old.success) return recipe;
  return {
    ...(old.data.fusion === 'dolg-seed' ? { branchWidth: 2048 } : {}),
    ...old.data,
    ...(old.data.head === 'sub-centre' ? { head: 'arcface', centres: 2 } : {}),
  };
}

/** Kept with the version, so that it can be trained again. */
export const embedderRecipe = z.preprocess(brought, decided);
export type EmbedderRecipe = z.infer<typeof embedderRecipe>;

/** What of a recipe decides how pictures are changed. */
export const changingRecipe = decided.pick({
  preset: true,
  sides: true,
  mirrorClasses: true,
  seed: true,
});

/** Crops of a preview of what augmentation makes of them. */
export const previewCrops = { least: 1, most: 24 } as const;
export const askedAugmentations = askedEmbedder.extend({
  crops: numberOf(previewCrops).default(8),
});
