import { z } from 'zod';
import { idsOf } from '../tables.ts';
import type { OpenEmbedder } from './recipe-fields.ts';

export interface EmbedderPresetRow {
  readonly title: string;
  /** Whom it is for and what it takes, for its card. */
  readonly who: string;
  /** The same in a few words, for the command line. */
  readonly about: string;
  readonly recipe: Omit<OpenEmbedder, 'classId' | 'epochs'>;
  /** Pictures that the network sees in all; epochs follow from the size of the set. */
  readonly pictures: number;
  /** The same from weights that tell animals apart already: the app's own, or an earlier version's. */
  readonly picturesOnceLearned: number;
}

export const embedderPresets = {
  laptop: {
    title: 'Laptop',
    who: 'For catalogues of tens to hundreds of animals: the first half of EfficientNet B0 at 144 px, minutes on a processor.',
    about: 'half of B0 at 144 px',
    recipe: {
      backbone: 'b0',
      // Few photos are learned from small marks and from where they sit.
      fusion: 'gem-grid',
      dimensions: 256,
      input: 144,
      tones: 'grey',
      bends: 2,
      head: 'arcface',
      margin: 0.1,
      scale: 16,
      speciesHead: false,
      batch: 24,
      learningRate: 3e-3,
      optimizer: 'adamw',
      frozenNorm: false,
      sampling: 'balanced',
      sides: 'apart',
      boxMargin: 0.1,
      minQuality: null,
      minJudged: 2,
      patience: null,
    },
    pictures: 76_000,
    picturesOnceLearned: 24_000,
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
      tones: 'colour',
      bends: 0,
      head: 'sub-centre',
      margin: 'by-class-size',
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
    },
    pictures: 100_000,
    picturesOnceLearned: 100_000,
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
      tones: 'colour',
      bends: 0,
      head: 'arcface',
      margin: 0.3,
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
    },
    pictures: 1_000_000,
    picturesOnceLearned: 1_000_000,
  },
} as const satisfies Record<string, EmbedderPresetRow>;

export const embedderPreset = z.enum(idsOf(embedderPresets));
export type EmbedderPreset = z.infer<typeof embedderPreset>;
export const usualEmbedderPreset: EmbedderPreset = 'laptop';
