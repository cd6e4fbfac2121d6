import { optimizers } from '../training/optimizers.ts';
import type { RecipeOptions } from '../training/options.ts';
import { patience, seed } from '../training/shared-options.ts';
import { backbones } from './backbones.ts';
import { fusions } from './fusions.ts';
import { heads } from './heads.ts';
import { samplings } from './samplings.ts';
import { sidesTreatments } from './sides.ts';
import { tones } from './tones.ts';

/** What a person may decide of an embedder's training. */
export const embedderOptions = {
  backbone: {
    kind: 'choice',
    title: 'Network',
    about: 'network that sees the features of a picture',
    choices: backbones,
  },
  fusion: {
    kind: 'choice',
    title: 'How features are joined',
    about: 'how its features are joined',
    choices: fusions,
  },
  /** Of the square crop; each fusion has a `cropStep` of its own, which this divides. */
  input: {
    kind: 'number',
    title: 'Side of a crop',
    about: 'side of the square crops',
    unit: 'px',
    least: 48,
    most: 1024,
    multipleOf: 16,
  },
  tones: {
    kind: 'choice',
    title: 'Pictures',
    about: 'grey evens out light and water',
    choices: tones,
  },
  head: {
    kind: 'choice',
    title: 'Head',
    about: 'one centre an animal, or two',
    choices: heads,
  },
  /** Radians. */
  margin: {
    kind: 'margin',
    title: 'Margin',
    about: 'of the loss, radians from 0 to 1.5, or by-class-size',
    least: 0,
    most: 1.5,
    decimals: 2,
  },
  dimensions: {
    kind: 'number',
    title: 'Numbers of a vector',
    about: 'numbers of a vector',
    least: 16,
    most: 4096,
    step: 16,
  },
  /** Made of each real one by bending all its pictures alike; they are learned, never judged. */
  bends: {
    kind: 'number',
    title: 'Made-up animals of each',
    about: 'made-up animals of each real one',
    least: 0,
    most: 16,
  },
  scale: {
    kind: 'number',
    title: 'Scale of ArcFace',
    about: 'of the loss',
    least: 1,
    most: 128,
    decimals: 1,
  },
  epochs: {
    kind: 'number',
    title: 'Epochs',
    about: 'times that every crop is learned from',
    least: 1,
    most: 2000,
  },
  batch: {
    kind: 'number',
    title: 'Fins in a batch',
    about: 'crops of a step',
    least: 2,
    most: 1024,
  },
  learningRate: {
    kind: 'number',
    title: 'Learning rate',
    about: 'highest rate',
    least: 0.000001,
    most: 1,
    step: 0.0001,
    decimals: 6,
  },
  patience,
  seed,
  optimizer: {
    kind: 'choice',
    title: 'Optimiser',
    about: 'how a step changes the weights',
    choices: optimizers,
  },
  frozenNorm: {
    kind: 'switch',
    title: 'Keep the norms as they are (small sets)',
    about: 'keep the norms as the starting weights have them: for few photos',
    aboutNot: 'let the norms follow the photos',
  },
  speciesHead: {
    kind: 'switch',
    title: 'Also learn the species',
    about: 'learn the species beside the individuals',
    aboutNot: 'learn the individuals only',
  },
  sides: {
    kind: 'choice',
    title: 'Sides',
    about: "what an animal's left and right side are to the network",
    choices: sidesTreatments,
  },
  sampling: {
    kind: 'choice',
    title: 'How often an individual is shown',
    about: 'how often each animal is shown',
    choices: samplings,
  },
  minQuality: {
    kind: 'grade',
    title: 'Photo quality at least',
    about: 'leave out boxes of a lower grade, 1 to 3',
  },
  /** Boxes of a lower grade are learned but not judged by. */
  minJudged: {
    kind: 'grade',
    title: 'Judged by photos of quality',
    about: 'judge by no box of a lower grade, 1 to 3',
  },
  /** Part of the box added on every side of the crop. */
  boxMargin: {
    kind: 'share',
    title: 'Room around the box',
    about: 'part of the box seen beyond it',
    least: 0,
    most: 1,
  },
  validationShare: {
    kind: 'share',
    title: 'Kept for judging',
    about: 'boxes kept for judging',
    least: 0.05,
    most: 0.5,
    otherwise: 0.2,
  },
  newShare: {
    kind: 'share',
    title: 'Individuals kept out as new ones',
    about: 'animals kept out of training, to judge "new"',
    least: 0,
    most: 0.5,
    otherwise: 0.2,
  },
} as const satisfies RecipeOptions;
