import { optimizers } from '../training/optimizers.ts';
import type { RecipeOptions } from '../training/options.ts';
import { patience, seed } from '../training/shared-options.ts';
import { backbones } from './backbones.ts';
import { cropFits } from './crops.ts';
import { fusions } from './fusions.ts';
import { heads, smoothings } from './heads.ts';
import { learnedParts } from './learned-parts.ts';
import { gemPowers, pools } from './pools.ts';
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
  branchWidth: {
    kind: 'number',
    title: 'Channels of DOLG',
    about: 'channels of either branch of DOLG',
    least: 16,
    most: 4096,
    step: 16,
  },
  globalPool: {
    kind: 'choice',
    title: 'DOLG, global branch',
    about: 'how DOLG makes one vector of the global branch',
    choices: pools,
  },
  fusedPool: {
    kind: 'choice',
    title: 'DOLG, fused map',
    about: 'how DOLG makes one vector of the fused map',
    choices: pools,
  },
  gemPowers: {
    kind: 'choice',
    title: 'Powers of generalised means',
    about: 'powers of generalised means',
    choices: gemPowers,
  },
  learns: {
    kind: 'choice',
    title: 'What is trained',
    about: 'what of the network is trained',
    choices: learnedParts,
  },
  /** Each fusion has a `cropStep` of its own, which divides width and height. */
  input: {
    kind: 'number',
    title: 'Width of a crop',
    about: 'width of the crops, and their height where none is given',
    unit: 'px',
    least: 48,
    most: 1024,
    multipleOf: 8,
  },
  height: {
    kind: 'number',
    title: 'Height of a crop',
    about: 'height of the crops',
    unit: 'px',
    least: 32,
    most: 1024,
    multipleOf: 8,
  },
  fit: {
    kind: 'choice',
    title: 'Box in the picture',
    about: 'how a box comes into its picture',
    choices: cropFits,
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
    about: 'loss that tells animals apart',
    choices: heads,
  },
  centres: {
    kind: 'number',
    title: 'Centres of an animal',
    about: 'centres of an animal, of which the nearest counts',
    least: 1,
    most: 8,
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
  easyMargin: {
    kind: 'switch',
    title: 'Easy margin',
    about: 'ask a margin only of photos that are on the right side already',
    aboutNot: 'ask a margin of every photo',
  },
  dimensions: {
    kind: 'number',
    title: 'Numbers of a vector',
    about: 'numbers of a vector',
    least: 16,
    most: 4096,
    step: 16,
  },
  mirrorClasses: {
    kind: 'switch',
    title: 'A mirrored picture is another animal',
    about: 'learn mirrored pictures as other animals: twice as many to tell apart',
    aboutNot: 'learn no mirrored pictures as other animals',
  },
  /** Share of all steps in which the margin grows to what it is to be. */
  marginRise: {
    kind: 'share',
    title: 'The margin grows over',
    about: 'part of the training in which the margin grows from none',
    least: 0,
    most: 1,
  },
  smoothing: {
    kind: 'number',
    title: 'Label smoothing',
    about: 'share of certainty that is spread over all animals',
    least: 0,
    most: 0.5,
    decimals: 2,
  },
  smoothingOf: {
    kind: 'choice',
    title: 'What smoothing spreads',
    about: 'what label smoothing spreads over all animals',
    choices: smoothings,
  },
  /** Against the learning rate of the backbone: what is new has further to go. */
  headRate: {
    kind: 'number',
    title: 'Rate of the head',
    about: 'learning rate of the head, times that of the network',
    least: 1,
    most: 100,
    decimals: 1,
  },
  finalFit: {
    kind: 'switch',
    title: 'Then learn from all named photos',
    about: 'after it was judged, train once more on all named photos, and use that',
    aboutNot: 'use the network that was judged',
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
  restarts: {
    kind: 'number',
    title: 'Restarts of the learning rate',
    about: 'times that the learning rate, once down, begins anew at half its height',
    least: 0,
    most: 20,
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
    about: 'boxes kept for judging; as many as make a hundred, a fifth at most',
    least: 0.05,
    most: 0.5,
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
