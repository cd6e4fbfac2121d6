/** How an embedder is trained: what a person asked for, completed from a preset. */
import type { BackboneId, WeightsVariant } from '#terms/embedder/backbones.ts';
import type { FusionId } from '#terms/embedder/fusions.ts';
import type { DeviceChoice } from '#terms/training/devices.ts';

export type EmbedderPreset = 'laptop' | 'workstation' | 'happywhale';
export type Sides = 'apart' | 'mirrored' | 'together';
/** A version's number, the app's own weights, a safetensors file, or random numbers. */
export type EmbedderStart =
  number | 'starter' | { weightsFile: string; variant?: WeightsVariant | undefined } | null;

/** Everything decided; kept with the version, so that it can be trained again. */
export interface EmbedderRecipe {
  preset: EmbedderPreset;
  from: EmbedderStart;
  backbone: BackboneId;
  fusion: FusionId;
  /** Numbers of an embedding. */
  dimensions: number;
  /** Side of the square crop in pixels. */
  input: number;
  /** `grey`: pictures without colour, each brought to one brightness and contrast. */
  tones: 'colour' | 'grey';
  /** Animals made up of each real one by bending all its pictures alike; they are learned, never judged. */
  bends: number;
  head: 'arcface' | 'sub-centre';
  /** Radians, or from the number of photos of each class. */
  margin: number | 'by-class-size';
  scale: number;
  speciesHead: boolean;
  epochs: number;
  batch: number;
  learningRate: number;
  optimizer: 'sgd' | 'adamw';
  frozenNorm: boolean;
  sampling: 'natural' | 'balanced';
  sides: Sides;
  boxMargin: number;
  /** Box class that shows the animals. */
  classId: number;
  /** Boxes of a lower quality are left out; null takes all. */
  minQuality: number | null;
  /** Boxes of a lower quality are learned but not judged by; null judges by all. */
  minJudged: number | null;
  newShare: number;
  validationShare: number;
  /** Validations without a better one before it stops; null never stops early. */
  patience: number | null;
  pseudoLabelRounds: number[];
  seed: number;
  device: DeviceChoice;
}

/** What a person may leave open. */
type Open = Omit<
  EmbedderRecipe,
  'preset' | 'from' | 'newShare' | 'validationShare' | 'pseudoLabelRounds' | 'seed' | 'device'
>;
export type AskedEmbedder = Omit<EmbedderRecipe, keyof Open> & {
  [Name in keyof Open]?: Open[Name] | undefined;
};

interface Preset extends Omit<Open, 'classId' | 'epochs'> {
  /** Pictures that the network sees in all; epochs follow from the size of the set. */
  pictures: number;
  /** The same from weights that tell animals apart already: the app's own, or an earlier version's. */
  picturesOnceLearned: number;
}

const presets: Record<EmbedderPreset, Preset> = {
  laptop: {
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
    pictures: 76_000,
    picturesOnceLearned: 24_000,
  },
  workstation: {
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
    pictures: 100_000,
    picturesOnceLearned: 100_000,
  },
  happywhale: {
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
    pictures: 1_000_000,
    picturesOnceLearned: 1_000_000,
  },
};

/** Epochs between which a person may hope for a change; a tiny set is seen this often at most. */
const MOST_EPOCHS = 500;

/** Epochs in which a set of `boxes` shows the preset's number of pictures. */
export function presetEpochs(
  { preset, from }: Pick<EmbedderRecipe, 'preset' | 'from'>,
  boxes: number,
): number {
  const { pictures, picturesOnceLearned } = presets[preset];
  const hasLearned = from === 'starter' || typeof from === 'number';
  const epochs = Math.round((hasLearned ? picturesOnceLearned : pictures) / Math.max(1, boxes));
  return Math.min(MOST_EPOCHS, Math.max(1, epochs));
}

/**
 * The recipe with nothing left open.
 *
 * @param classId of boxes to learn where the person chose none
 * @param boxes that would be learned from; the preset's epochs follow from their number
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
  boxes: number,
): EmbedderRecipe {
  const { pictures: _pictures, picturesOnceLearned: _onceLearned, ...given } = presets[preset];
  const asked = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined));
  return {
    ...given,
    classId,
    epochs: presetEpochs({ preset, from }, boxes),
    ...asked,
    preset,
    from,
    newShare,
    validationShare,
    pseudoLabelRounds,
    seed,
    device,
  };
}
