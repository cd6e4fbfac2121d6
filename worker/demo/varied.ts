import type { KnownSide } from '#terms/sides.ts';
import { finFamilies, marksOf, type AnimalMarks, type FinFamily } from './animal-marks.ts';
import { composeScene, drawCameraBase, drawSeaLook } from './compose.ts';
import { randomOf } from './random.ts';
import type { SceneSpec } from './scene.ts';
import { drawFormat, variedMarks, withSurroundings } from './surroundings.ts';

export interface VariedOptions {
  photos: number;
  seed: number;
  /** Pixels of the pictures' width; most are three to two, some strips, some squarer. */
  width?: number;
}

export interface VariedPhoto {
  /** Who each animal of the scene is, far ones first. */
  families: FinFamily[];
  scene: SceneSpec;
}

const families = Object.keys(finFamilies) as FinFamily[];

/** Photo `index` of a wide variation, without the others: another sea, light, distance, species each. */
export function variedPhoto(seed: number, index: number, width = 1600): VariedPhoto {
  const random = randomOf(seed, 'varied', index);
  const extra = randomOf(seed, 'varied surroundings', index);
  const format = drawFormat(extra);
  const height = Math.round(width * format);
  // A strip is a picture cut close around one animal, mostly a large whale's long back.
  const strip = format < 0.42 && extra.chance(0.8);
  const picked = random.pick(families);
  const family =
    strip && extra.chance(0.5) ? extra.pick(['fin whale', 'humpback whale'] as const) : picked;
  const roll = random.next();
  const count = roll < 0.12 ? 0 : roll < 0.7 ? 1 : roll < 0.9 ? 2 : 3;
  const animals = Array.from({ length: count }, (_, k) => ({
    marks: variedMarks(extra, marksOf(seed, index * 4 + k, family)),
    side: random.chance(0.5) ? ('left' as const) : ('right' as const),
  }));
  const sea = drawSeaLook(random);
  // The fin must stand in the picture with its height.
  const tallest = ((animals[0]?.marks.shape.base ?? 1) * 1.1 * height * 0.62) / width;
  const close = strip || random.chance(0.25);
  const composed = composeScene(random, {
    width,
    height,
    sea,
    camera: drawCameraBase(random),
    animals,
    // Part of the varied pictures are cut close, as catalogue pictures are.
    finWidth: close ? [Math.min(0.15, tallest * 0.6), Math.min(0.5, tallest)] : [0.015, 0.25],
    across: [0.15, 0.85],
    down: strip ? [0.5, 0.85] : [0.25, 0.85],
    magnified: random.chance(0.3) ? random.range(1, 4) : 1,
  });
  const scene = withSurroundings(extra, composed);
  return { families: scene.animals.map(() => family), scene };
}

/** Pictures for training weights that many people start from. */
export function planVaried({ photos, seed, width }: VariedOptions): VariedPhoto[] {
  return Array.from({ length: photos }, (_, index) => variedPhoto(seed, index, width));
}

export interface CropOptions {
  marks: AnimalMarks;
  side: KnownSide;
  width: number;
  height: number;
  seed: number;
  /** Crops with the same number share sea and light, as those of one encounter do. */
  encounter: number;
  /** Which crop of the encounter. */
  shot: number;
}

/** A close-up of one fin, as cut from a field photo by its box with some margin, to be drawn by `drawScene`. */
export function composeCrop({ marks, side, width, height, ...from }: CropOptions): SceneSpec {
  const shared = randomOf(from.seed, 'crop encounter', from.encounter);
  const sea = drawSeaLook(shared);
  const camera = drawCameraBase(shared);
  const random = randomOf(from.seed, 'crop', from.encounter, from.shot);
  // How large the fin stood in the whole frame, and so how far away it was.
  const share = Math.exp(random.range(Math.log(0.03), Math.log(0.25)));
  const fill = random.range(0.5, 0.8) * Math.min(1, height / width / 0.75);
  return composeScene(random, {
    width,
    height,
    sea,
    camera,
    animals: [{ marks, side }],
    finWidth: [fill * 0.98, fill],
    across: [0.42, 0.55],
    down: [0.74, 0.88],
    magnified: fill / share,
    alone: true,
  });
}
