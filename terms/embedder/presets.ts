import { z } from 'zod';
import { idsOf } from '../tables.ts';
import type { OpenEmbedderRecipe } from './recipe-fields.ts';

/** What the boxes of a catalogue do not decide. */
type PresetRecipe = Omit<OpenEmbedderRecipe, 'classId' | 'orClassIds' | 'epochs' | 'height'>;

interface EmbedderPresetRow {
  readonly title: string;
  /** Whom it is for and what it takes, for its card. */
  readonly who: string;
  /** The same in a few words, for the command line. */
  readonly about: string;
  /**
   * `input` is for boxes about as wide as high; the height follows from the shape of the boxes. Where a training goes
   * on from a version, network and pictures are that version's.
   */
  readonly recipe: PresetRecipe;
  /** How pictures are changed while it learns: gently, or as the Happywhale teams did. */
  readonly augmentation: 'gentle' | 'strong';
  /** Times that every crop is learned from: as many as make up the steps, within bounds. */
  readonly epochs: { readonly steps: number; readonly least: number; readonly most: number };
}

/** Random numbers are trained for this many times longer than weights that have seen the world. */
export const randomTimes = 4;

/** What was found on real animals with weights that have seen the world (docs/embedder.md). */
const base = {
  backbone: 'lite0',
  fusion: 'gem-norm',
  branchWidth: 1024,
  globalPool: 'gem',
  fusedPool: 'average',
  gemPowers: 'one',
  dimensions: 1280,
  input: 256,
  fit: 'stretch',
  tones: 'colour',
  learns: 'whole',
  head: 'arcface',
  centres: 1,
  margin: 0.3,
  easyMargin: false,
  marginRise: 1 / 3,
  smoothing: 0.05,
  smoothingOf: 'labels',
  scale: 20,
  speciesHead: false,
  mirrorClasses: true,
  batch: 16,
  learningRate: 1e-3,
  headRate: 10,
  restarts: 0,
  optimizer: 'adamw',
  frozenNorm: false,
  sampling: 'natural',
  sides: 'apart',
  boxMargin: 0,
  minQuality: null,
  minJudged: 2,
  patience: null,
  finalFit: true,
} as const satisfies PresetRecipe;

/** What the Happywhale teams had in common. */
const kaggle = {
  ...base,
  fit: 'pad',
  marginRise: 0.2,
  smoothing: 0,
  scale: 30,
  mirrorClasses: false,
  headRate: 1,
} as const satisfies PresetRecipe;

export const embedderPresets = {
  laptop: {
    title: 'Laptop',
    who: 'For tens to thousands of animals: EfficientNet Lite0, which has seen the world, at 256 px. Minutes to an hour or two on a processor.',
    about: 'Lite0 at 256 px',
    recipe: base,
    augmentation: 'gentle',
    epochs: { steps: 750, least: 12, most: 40 },
  },
  'last-stages': {
    title: 'Last stages',
    who: 'For a large network that others trained, such as MiewID: its last stages, with pictures as that network has them (256 px from the starter). A night on a processor.',
    about: 'the last stages of a large network, on pictures as it has them',
    recipe: { ...base, learns: 'last-stages', batch: 8, learningRate: 3e-4 },
    augmentation: 'gentle',
    epochs: { steps: 820, least: 6, most: 40 },
  },
  head: {
    title: 'Head only',
    who: 'A layer on the vectors of a network that stays as it is: the starter at 256 px, or any that was imported, with pictures as it has them. Minutes on a processor.',
    about: 'a layer on the vectors of a network that stays as it is',
    recipe: { ...base, learns: 'head', dimensions: 512, tones: 'shades', batch: 64 },
    augmentation: 'gentle',
    epochs: { steps: 1500, least: 20, most: 300 },
  },
  workstation: {
    title: 'Workstation',
    who: 'For thousands of photos and fine marks: EfficientNet B4 at 384 px. A night on a processor, an hour with a graphics card.',
    about: 'B4',
    recipe: {
      ...kaggle,
      backbone: 'b4',
      fusion: 'gem-concat',
      dimensions: 512,
      input: 384,
      centres: 2,
      margin: 'by-class-size',
      learningRate: 5e-4,
      sampling: 'balanced',
      boxMargin: 0.1,
      patience: 8,
    },
    augmentation: 'strong',
    epochs: { steps: 6250, least: 12, most: 120 },
  },
  seed: {
    title: 'Kaggle pipeline',
    who: 'As the pipeline that this program began from: EfficientNet B7 at 640 px, DOLG with its taps, ArcFace, sides together. Needs a large graphics card.',
    about: 'B7 and DOLG, as the Kaggle pipeline had them',
    recipe: {
      ...kaggle,
      backbone: 'b7',
      fusion: 'dolg-seed',
      branchWidth: 2048,
      fusedPool: 'gem',
      gemPowers: 'channel',
      dimensions: 2048,
      input: 640,
      marginRise: 0,
      smoothingOf: 'margin',
      batch: 8,
      // 5e-6 for each picture of a batch.
      learningRate: 4e-5,
      restarts: 1,
      sides: 'together',
    },
    augmentation: 'strong',
    epochs: { steps: 560_000, least: 12, most: 110 },
  },
  happywhale: {
    title: 'Happywhale',
    who: 'As the better teams of the Kaggle competition: EfficientNet B7 at 640 px, GeM of two depths, margins by class size. Needs a large graphics card.',
    about: 'B7 and GeM of two depths, as the better teams had it',
    recipe: {
      ...kaggle,
      backbone: 'b7',
      fusion: 'gem-concat',
      dimensions: 512,
      input: 640,
      centres: 2,
      margin: 'by-class-size',
      speciesHead: true,
      batch: 8,
      learningRate: 3e-4,
      sides: 'together',
      boxMargin: 0.05,
      patience: 4,
    },
    augmentation: 'strong',
    epochs: { steps: 125_000, least: 12, most: 120 },
  },
} as const satisfies Record<string, EmbedderPresetRow>;
export const embedderPreset = z.enum(idsOf(embedderPresets));
export type EmbedderPreset = z.infer<typeof embedderPreset>;
export const usualEmbedderPreset: EmbedderPreset = 'laptop';
