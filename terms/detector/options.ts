import type { RecipeOptions } from '../training/options.ts';
import { patience, seed } from '../training/shared-options.ts';
import { detectorSizes } from './sizes.ts';

/** What a person may decide of a detector's training. */
export const detectorOptions = {
  size: {
    kind: 'choice',
    title: 'Network',
    about: 'network',
    choices: detectorSizes,
  },
  /** Of the square input. */
  input: {
    kind: 'number',
    title: 'Side of the pictures',
    about: 'side of the pictures it sees',
    unit: 'px',
    least: 64,
    most: 1536,
    multipleOf: 32,
  },
  epochs: {
    kind: 'number',
    title: 'Epochs',
    about: 'times that every photo is learned from',
    least: 1,
    most: 2000,
  },
  batch: {
    kind: 'number',
    title: 'Photos in a batch',
    about: 'pictures of a step',
    least: 1,
    most: 256,
  },
  learningRate: {
    kind: 'number',
    title: 'Learning rate',
    about: 'highest rate, for each picture of a step',
    least: 0.00001,
    most: 1,
    step: 0.001,
    decimals: 5,
  },
  patience,
  freezeBackbone: {
    kind: 'switch',
    title: 'Keep the backbone as it is (tiny sets)',
    about: 'keep the part that sees as it is: for tiny sets',
    aboutNot: 'let all of it learn',
  },
  /** Also learns from random crops of large photos, so that small fins are seen at full size. */
  tiles: {
    kind: 'switch',
    title: 'Also learn from parts of large photos',
    about: 'learn from parts of large photos too, so that small fins are found',
    aboutNot: 'learn from whole photos only',
  },
  validationShare: {
    kind: 'share',
    title: 'Encounters kept for judging',
    about: 'encounters kept for judging',
    least: 0.05,
    most: 0.5,
    otherwise: 0.2,
  },
  seed,
} as const satisfies RecipeOptions;
