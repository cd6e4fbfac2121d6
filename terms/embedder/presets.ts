import { z } from 'zod';
import { idsOf } from '../tables.ts';
import type { OpenEmbedderRecipe } from './recipe-fields.ts';

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
  readonly recipe: Omit<OpenEmbedderRecipe, 'classId' | 'epochs' | 'height'>;
  /** Times that every crop is learned from: as many as make up the steps, within bounds. */
  readonly epochs: { readonly steps: number; readonly least: number; readonly most: number };
}

/** Random numbers are trained for this many times longer than weights that have seen the world. */
export const randomTimes = 4;

export const embedderPresets = {
  laptop: {
    title: 'Laptop',
    who: 'For tens to thousands of animals: EfficientNet Lite0, which has seen the world, at 256 px. Minutes to an hour or two on a processor.',
    about: 'Lite0 at 256 px',
    recipe: {
      backbone: 'lite0',
      fusion: 'gem-norm',
      dimensions: 1280,
      input: 256,
      fit: 'stretch',
      tones: 'colour',
      learns: 'whole',
      head: 'arcface',
      margin: 0.3,
      marginRise: 1 / 3,
      smoothing: 0.05,
      scale: 20,
      speciesHead: false,
      mirrorClasses: true,
      batch: 16,
      learningRate: 1e-3,
      headRate: 10,
      optimizer: 'adamw',
      frozenNorm: false,
      sampling: 'natural',
      sides: 'apart',
      boxMargin: 0,
      minQuality: null,
      minJudged: 2,
      patience: null,
      finalFit: true,
    },
    epochs: { steps: 820, least: 12, most: 40 },
  },
  'last-stages': {
    title: 'Last stages',
    who: 'For a large network that others trained, such as MiewID: its last stages, with pictures as that network has them (256 px from the starter). A night on a processor.',
    about: 'the last stages of a large network, on pictures as it has them',
    recipe: {
      backbone: 'lite0',
      fusion: 'gem-norm',
      dimensions: 1280,
      input: 256,
      fit: 'stretch',
      tones: 'colour',
      learns: 'last-stages',
      head: 'arcface',
      margin: 0.3,
      marginRise: 1 / 3,
      smoothing: 0.05,
      scale: 20,
      speciesHead: false,
      mirrorClasses: true,
      batch: 8,
      learningRate: 3e-4,
      headRate: 10,
      optimizer: 'adamw',
      frozenNorm: false,
      sampling: 'natural',
      sides: 'apart',
      boxMargin: 0,
      minQuality: null,
      minJudged: 2,
      patience: null,
      finalFit: true,
    },
    epochs: { steps: 820, least: 6, most: 40 },
  },
  workstation: {
    title: 'Workstation',
    who: 'For thousands of photos and fine marks: EfficientNet B4 at 384 px. A night on a processor, an hour with a graphics card.',
    about: 'B4',
    recipe: {
      backbone: 'b4',
      fusion: 'gem-concat',
      dimensions: 512,
      input: 384,
      fit: 'pad',
      tones: 'colour',
      learns: 'whole',
      head: 'sub-centre',
      margin: 'by-class-size',
      marginRise: 0.2,
      smoothing: 0,
      mirrorClasses: false,
      headRate: 1,
      scale: 30,
      speciesHead: false,
      batch: 16,
      learningRate: 5e-4,
      optimizer: 'adamw',
      frozenNorm: false,
      sampling: 'balanced',
      sides: 'apart',
      boxMargin: 0.1,
      minQuality: null,
      minJudged: 2,
      patience: 8,
      finalFit: true,
    },
    epochs: { steps: 6250, least: 12, most: 120 },
  },
  happywhale: {
    title: 'Happywhale',
    who: 'As the Kaggle pipeline: EfficientNet B7 at 640 px with DOLG and ArcFace. Needs a large graphics card.',
    about: 'B7 and DOLG',
    recipe: {
      backbone: 'b7',
      fusion: 'dolg',
      dimensions: 512,
      input: 640,
      fit: 'pad',
      tones: 'colour',
      learns: 'whole',
      head: 'arcface',
      margin: 0.3,
      marginRise: 0.2,
      smoothing: 0,
      mirrorClasses: false,
      headRate: 1,
      scale: 30,
      speciesHead: true,
      batch: 8,
      learningRate: 3e-4,
      optimizer: 'adamw',
      frozenNorm: false,
      sampling: 'natural',
      sides: 'apart',
      boxMargin: 0.05,
      minQuality: null,
      minJudged: 2,
      patience: 4,
      finalFit: true,
    },
    epochs: { steps: 125_000, least: 12, most: 120 },
  },
} as const satisfies Record<string, EmbedderPresetRow>;

export const embedderPreset = z.enum(idsOf(embedderPresets));
export type EmbedderPreset = z.infer<typeof embedderPreset>;
export const usualEmbedderPreset: EmbedderPreset = 'laptop';
