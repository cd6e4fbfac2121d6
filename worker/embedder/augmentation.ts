/** How a picture is changed while a network learns: what may happen, and what happens to this one. */
import { streamOf, uniformAt } from '#models/nets/counter-random.ts';

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
  /** A grey square, its side as a share of the picture's. */
  cutout: { chance: number; from: number; to: number };
}

export const augmentationRanges: AugmentationRanges = {
  rotation: { chance: 0.5, degrees: 25 },
  flip: { chance: 0.5 },
  jitter: { chance: 0.8, shift: 0.08, scale: 0.12 },
  hue: { chance: 0.3, reach: 0.2 },
  saturation: { chance: 0.5, from: 0.7, to: 1.3 },
  value: { chance: 0.5, from: 0.8, to: 1.2 },
  contrast: { chance: 0.5, from: 0.8, to: 1.2 },
  brightness: { chance: 0.5, reach: 0.2 },
  cutout: { chance: 0.3, from: 0.15, to: 0.35 },
};

/** What is done to one picture; the plain view does nothing. */
export interface View {
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
  /** Fractions of the view, or null. */
  cutout: { x: number; y: number; side: number } | null;
}

export const plainView: View = {
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
  cutout: null,
};

/**
 * The view of the `index`-th picture of a step: the same whenever it is asked, whoever draws it.
 *
 * @param strength 0…1, by which every change is made smaller
 */
export function augmentedView(
  ranges: AugmentationRanges,
  mayFlip: boolean,
  { seed, step, index }: { seed: number; step: number; index: number },
  strength = 1,
): View {
  const stream = streamOf(seed, `augment.${step}.${index}`);
  let at = 0;
  const draw = () => (uniformAt(stream, at++) + 1) / 2;
  const happens = (chance: number) => draw() < chance;
  const within = (from: number, to: number) => from + (to - from) * draw();
  // Every number is drawn whether it is used or not, so that one chance changes no other's outcome.
  const maybe = <T>(chance: number, some: T, none: T): T => (happens(chance) ? some : none);
  const around = (reach: number) => within(-reach, reach);
  const { rotation, flip, jitter, hue, saturation, value, contrast, brightness, cutout } = ranges;
  const side = within(cutout.from, cutout.to);
  const view: View = {
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
    cutout: maybe(cutout.chance, { x: within(0, 1 - side), y: within(0, 1 - side), side }, null),
  };
  return strength === 1 ? view : weakened(view, strength);
}

function weakened(view: View, by: number): View {
  const around = (value: number, plain: number) => plain + (value - plain) * by;
  const { cutout } = view;
  return {
    angle: view.angle * by,
    flip: view.flip,
    scale: around(view.scale, 1),
    shiftX: view.shiftX * by,
    shiftY: view.shiftY * by,
    hue: view.hue * by,
    saturation: around(view.saturation, 1),
    value: around(view.value, 1),
    contrast: around(view.contrast, 1),
    brightness: view.brightness * by,
    cutout: cutout === null ? null : { ...cutout, side: cutout.side * by },
  };
}
