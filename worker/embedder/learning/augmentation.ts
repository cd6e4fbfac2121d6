/** How a picture is changed while a network learns: what may happen, and what happens to this one. */
import { streamOf, uniformAt } from '#models/random/counter-random.ts';
import type { Rectangle, Size } from '#terms/geometry.ts';
import { embedderPresets, type EmbedderPreset } from '#terms/embedder/presets.ts';

/** Chances 0…1 and reaches of the changes; ranges are the recipe's of the Happywhale teams. */
interface AugmentationRanges {
  rotation: { chance: number; degrees: number };
  /** Only where an animal's two sides are one class. */
  flip: { chance: number };
  /** Shift along both axes, as a share of what is seen, and how much is seen against the plain picture. */
  jitter: { chance: number; shift: number; from: number; to: number };
  /** Without colour. */
  grey: { chance: number };
  /** Of each colour by itself, as a share of it: light under water, or at dusk. */
  tint: { chance: number; reach: number };
  /** Turn of the colour circle, as a share of it. */
  hue: { chance: number; reach: number };
  saturation: { chance: number; from: number; to: number };
  value: { chance: number; from: number; to: number };
  contrast: { chance: number; from: number; to: number };
  /** Added to values of 0…1. */
  brightness: { chance: number; reach: number };
  /** Rectangles of one tone, each with its chance; sides as shares of the picture's. */
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
  jitter: { chance: 0.8, shift: 0.08, from: 0.88, to: 1.12 },
  grey: { chance: 0 },
  tint: { chance: 0, reach: 0 },
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

/**
 * For weights that have seen the world and photos of hundreds of animals: gentle. Chosen on real flukes and
 * antelopes (docs/embedder.md has the figures).
 */
const gentleRanges: AugmentationRanges = {
  ...recipeRanges,
  rotation: { chance: 0.7, degrees: 12 },
  jitter: { chance: 1, shift: 0.04, from: 0.85, to: 1 },
  grey: { chance: 0.3 },
  tint: { chance: 1, reach: 0.08 },
  hue: { chance: 0, reach: 0 },
  saturation: none,
  value: { chance: 1, from: 0.75, to: 1.25 },
  contrast: { chance: 1, from: 0.75, to: 1.3 },
  brightness: { chance: 1, reach: 0.08 },
  cutouts: { count: 1, chance: 0.4, from: 0.1, to: 0.33 },
  pose: { chance: 1, stretch: 0.12, slant: 0 },
};

/** How a preset changes its pictures. */
export const augmentationOf = ({ preset }: { preset: EmbedderPreset }): AugmentationRanges =>
  embedderPresets[preset].augmentation === 'strong' ? recipeRanges : gentleRanges;

/** A rectangle of one tone, in fractions of the view. */
export interface Cutout extends Pick<Rectangle, 'x' | 'y'>, Size {
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
  /** What red, green and blue are multiplied by. */
  tint: readonly [number, number, number] | null;
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
  tint: null,
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
  const { cutouts, pose, gamma, blur, noise, grey, tint } = ranges;
  return {
    angle: maybe(rotation.chance, (around(rotation.degrees) * Math.PI) / 180, 0),
    flip: happens(flip.chance) && mayFlip,
    ...maybe(
      jitter.chance,
      {
        scale: within(jitter.from, jitter.to),
        shiftX: around(jitter.shift),
        shiftY: around(jitter.shift),
      },
      { scale: 1, shiftX: 0, shiftY: 0 },
    ),
    hue: maybe(hue.chance, around(hue.reach), 0),
    saturation:
      maybe(grey.chance, 0, null) ??
      maybe(saturation.chance, within(saturation.from, saturation.to), 1),
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
    tint: maybe(
      tint.chance,
      [1 + around(tint.reach), 1 + around(tint.reach), 1 + around(tint.reach)],
      null,
    ),
    cutouts: cutoutsOf(cutouts, draw),
  };
}

function cutoutsOf(
  { count, chance, from, to }: AugmentationRanges['cutouts'],
  draw: () => number,
): Cutout[] | null {
  const drawn = Array.from({ length: count }, () => {
    const there = draw() < chance;
    const width = from + (to - from) * draw();
    const height = from + (to - from) * draw();
    const x = draw() * (1 - width);
    const cutout = { x, y: draw() * (1 - height), width, height, tone: draw() };
    return there ? [cutout] : [];
  });
  const kept = drawn.flat();
  return kept.length === 0 ? null : kept;
}
