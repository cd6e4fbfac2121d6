/** How a picture is changed while a network learns: what may happen, and what happens to this one. */
import { streamOf, uniformAt } from '#models/random/counter-random.ts';
import type { EmbedderPreset } from '#terms/embedder/presets.ts';

/** Chances 0…1 and reaches of the changes; ranges are the recipe's of the Happywhale teams. */
export interface AugmentationRanges {
  rotation: { chance: number; degrees: number };
  /** Only where an animal's two sides are one class. */
  flip: { chance: number };
  /** Shift along both axes and change of size, as shares of what is seen. */
  jitter: { chance: number; shift: number; scale: number };
  /** Turn of the colour circle, as a share of it. */
  hue: { chance: number; reach: number };
  saturation: { chance: number; from: number; to: number };
  value: { chance: number; from: number; to: number };
  contrast: { chance: number; from: number; to: number };
  /** Added to values of 0…1. */
  brightness: { chance: number; reach: number };
  /** Squares of one tone, each with its chance; sides as shares of the picture's. */
  cutouts: { count: number; chance: number; from: number; to: number };
  /** Width against height and slant: natural logarithm and share, as an animal that turns shows them. */
  pose: { chance: number; stretch: number; slant: number };
  /** Natural logarithm of the exponent of all values. */
  gamma: { chance: number; reach: number };
  /** Side of the square that is averaged over, as a share of the picture's. */
  blur: { chance: number; from: number; to: number };
  /** Greatest standard deviation of what is added to values of 0…1. */
  noise: { chance: number; to: number };
}

const none = { chance: 0, from: 0, to: 0 };

/** The ranges of the Happywhale teams. */
export const recipeRanges: AugmentationRanges = {
  rotation: { chance: 0.5, degrees: 25 },
  flip: { chance: 0.5 },
  jitter: { chance: 0.8, shift: 0.08, scale: 0.12 },
  hue: { chance: 0.3, reach: 0.2 },
  saturation: { chance: 0.5, from: 0.7, to: 1.3 },
  value: { chance: 0.5, from: 0.8, to: 1.2 },
  contrast: { chance: 0.5, from: 0.8, to: 1.2 },
  brightness: { chance: 0.5, reach: 0.2 },
  cutouts: { count: 1, chance: 0.3, from: 0.15, to: 0.35 },
  pose: { chance: 0, stretch: 0, slant: 0 },
  gamma: { chance: 0, reach: 0 },
  blur: none,
  noise: { chance: 0, to: 0 },
};

/** For a hundred photos, which a network knows by heart at once: much wider, and poses with them. */
const fewPhotosRanges: AugmentationRanges = {
  ...recipeRanges,
  rotation: { chance: 0.7, degrees: 20 },
  jitter: { chance: 1, shift: 0.06, scale: 0.2 },
  hue: { chance: 0.5, reach: 0.2 },
  saturation: { chance: 0.7, from: 0, to: 1.4 },
  brightness: { chance: 0, reach: 0 },
  cutouts: { count: 2, chance: 0.5, from: 0.1, to: 0.3 },
  pose: { chance: 1, stretch: 0.3, slant: 0.25 },
  gamma: { chance: 1, reach: 0.5 },
  blur: { chance: 0.35, from: 0.015, to: 0.035 },
  noise: { chance: 0.5, to: 0.04 },
};

/** How a preset changes its pictures. */
export const augmentationOf = ({ preset }: { preset: EmbedderPreset }): AugmentationRanges =>
  preset === 'laptop' ? fewPhotosRanges : recipeRanges;

/** A square of one tone, in fractions of the view. */
export interface Cutout {
  x: number;
  y: number;
  side: number;
  /** 0…1 */
  tone: number;
}

/** What is done to one picture; the plain view does nothing. */
export interface CropView {
  /** Radians, counter-clockwise on the screen. */
  angle: number;
  flip: boolean;
  /** Seen width against the plain one: above 1 shows more. */
  scale: number;
  /** Shares of the seen width. */
  shiftX: number;
  shiftY: number;
  /** Share of the colour circle. */
  hue: number;
  saturation: number;
  value: number;
  contrast: number;
  brightness: number;
  cutouts: readonly Cutout[] | null;
  /** Width against height of what is seen; above 1 shows more across. */
  stretch: number;
  /** Shift across for each step down. */
  slant: number;
  /** Exponent of values of 0…1. */
  gamma: number;
  /** Side of the square that is averaged over, as a share of the picture's; 0 leaves it sharp. */
  blur: number;
  /** Standard deviation of what is added, and what it is drawn from. */
  noise: { deviation: number; seed: number } | null;
  /** Number of the bend that makes another animal of it (`bendOf`); 0 leaves it as it is. */
  bend: number;
}

export const plainView: CropView = {
  angle: 0,
  flip: false,
  scale: 1,
  shiftX: 0,
  shiftY: 0,
  hue: 0,
  saturation: 1,
  value: 1,
  contrast: 1,
  brightness: 0,
  cutouts: null,
  stretch: 1,
  slant: 0,
  gamma: 1,
  blur: 0,
  noise: null,
  bend: 0,
};

/**
 * The view of the `index`-th picture of a step: the same whenever it is asked, whoever draws it.
 */
export function augmentedView(
  ranges: AugmentationRanges,
  mayFlip: boolean,
  { seed, step, index }: { seed: number; step: number; index: number },
): CropView {
  const stream = streamOf(seed, `augment.${step}.${index}`);
  let at = 0;
  const draw = () => (uniformAt(stream, at++) + 1) / 2;
  const happens = (chance: number) => draw() < chance;
  const within = (from: number, to: number) => from + (to - from) * draw();
  // Every number is drawn whether it is used or not, so that one chance changes no other's outcome.
  const maybe = <T>(chance: number, some: T, none: T): T => (happens(chance) ? some : none);
  const around = (reach: number) => within(-reach, reach);
  const { rotation, flip, jitter, hue, saturation, value, contrast, brightness } = ranges;
  const { cutouts, pose, gamma, blur, noise } = ranges;
  return {
    angle: maybe(rotation.chance, (around(rotation.degrees) * Math.PI) / 180, 0),
    flip: happens(flip.chance) && mayFlip,
    ...maybe(
      jitter.chance,
      {
        scale: 1 + around(jitter.scale),
        shiftX: around(jitter.shift),
        shiftY: around(jitter.shift),
      },
      { scale: 1, shiftX: 0, shiftY: 0 },
    ),
    hue: maybe(hue.chance, around(hue.reach), 0),
    saturation: maybe(saturation.chance, within(saturation.from, saturation.to), 1),
    value: maybe(value.chance, within(value.from, value.to), 1),
    contrast: maybe(contrast.chance, within(contrast.from, contrast.to), 1),
    brightness: maybe(brightness.chance, around(brightness.reach), 0),
    ...maybe(
      pose.chance,
      { stretch: Math.exp(around(pose.stretch)), slant: around(pose.slant) },
      { stretch: 1, slant: 0 },
    ),
    gamma: maybe(gamma.chance, Math.exp(around(gamma.reach)), 1),
    blur: maybe(blur.chance, within(blur.from, blur.to), 0),
    noise: maybe(
      noise.chance,
      { deviation: within(0, noise.to), seed: Math.floor(draw() * 2 ** 31) },
      null,
    ),
    cutouts: cutoutsOf(cutouts, draw),
    bend: 0,
  };
}

function cutoutsOf(
  { count, chance, from, to }: AugmentationRanges['cutouts'],
  draw: () => number,
): Cutout[] | null {
  const drawn = Array.from({ length: count }, () => {
    const there = draw() < chance;
    const side = from + (to - from) * draw();
    const square = { x: draw() * (1 - side), y: draw() * (1 - side), side, tone: draw() };
    return there ? [square] : [];
  });
  const kept = drawn.flat();
  return kept.length === 0 ? null : kept;
}
