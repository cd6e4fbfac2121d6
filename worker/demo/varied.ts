import { finFamilies, marksOf, type FinFamily } from './animal-marks.ts';
import { composeScene, drawCameraBase, drawSeaLook } from './compose.ts';
import { randomOf } from './random.ts';
import type { SceneSpec } from './scene.ts';
import { drawFormat, variedMarks, withSurroundings } from './surroundings.ts';

interface VariedPhoto {
  /** Who each animal of the scene is, far ones first. */
  families: FinFamily[];
  scene: SceneSpec;
}

const families = Object.keys(finFamilies) as FinFamily[];

/**
 * Photo `index` of a wide variation, as starting weights are trained on: another sea, light, distance, species each.
 *
 * @param width pixels; most are three to two, some strips, some squarer
 */
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
