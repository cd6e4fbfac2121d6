import type { Rectangle } from '#terms/geometry.ts';
import { drawAnimal, type AnimalPose, type PartMap } from './animal.ts';
import { blurByDepth, develop, type CameraLook } from './camera.ts';
import { drawDistractor, drawSplash, type Distractor } from './distractors.ts';
import { randomOf } from './random.ts';
import { newRaster, type Raster } from './raster.ts';
import type { SeaLook } from './sea-look.ts';
import { drawSea } from './sea.ts';
import { distanceOfRow, type Viewpoint } from './viewpoint.ts';
import { drawCoast } from './sky.ts';

/** Everything in a photo, in the order in which it stands behind one another: far first. */
export interface SceneSpec {
  width: number;
  height: number;
  sea: SeaLook;
  view: Viewpoint;
  coast: number | null;
  animals: AnimalPose[];
  distractors: Distractor[];
  camera: CameraLook;
  seed: number;
}

/** Pixels that hold something, as fractions of the picture; top left corner. */
export interface PartBox extends Rectangle {
  /** Pixels that show it. */
  pixels: number;
}

export interface DrawnScene {
  width: number;
  height: number;
  /** 8-bit sRGB. */
  pixels: Uint8Array;
  /** For each animal the box around what is seen of its fin and of all of it; null if nothing is. */
  parts: { fin: PartBox | null; body: PartBox | null }[];
  /** For each animal the mean brightness of its fin in the picture, 0–1. */
  finLight: number[];
}

/** The water that an animal throws up before it and, in a rush, behind it. */
function drawRush(raster: Raster, sea: SeaLook, pose: AnimalPose): void {
  const random = randomOf(pose.seed, 'splash');
  const forward = pose.side === 'left' ? -1 : 1;
  const half = pose.marks.shape.base * 0.5;
  const level = pose.y - pose.size * pose.water;
  const at = (along: number, size: number) =>
    drawSplash(raster, sea, pose.x + forward * pose.size * along, level, pose.size * size, random);
  at(half + random.range(0.7, 1.5), 1.3 * pose.splash);
  if (pose.splash > 0.5) at(-half - random.range(0.5, 1.6), 1.1 * pose.splash);
}

/** Draws a scene; the same spec gives the same picture. */
export function drawScene(spec: SceneSpec): DrawnScene {
  const { width, height, sea, view } = spec;
  const raster = newRaster(width, height);
  const skylines = drawSea(
    raster,
    sea,
    view,
    spec.animals.map(({ y }) => distanceOfRow(view, y)),
  );
  if (spec.coast !== null && view.horizon > 0) drawCoast(raster, sea, view, spec.coast);
  const behind = spec.distractors.filter(({ kind }) => kind !== 'splash');
  for (const distractor of behind) drawDistractor(raster, sea, distractor);
  if (spec.camera.depth > 0) {
    const focus = distanceOfRow(view, spec.animals.at(-1)?.y ?? height * 0.6);
    // Blur grows with the difference of the inverse distances (thin lens).
    const scale = (spec.camera.depth * width) / 1600;
    blurByDepth(raster, (row) =>
      Math.min(14, scale * Math.abs(1 - focus / distanceOfRow(view, row))),
    );
  }
  const parts: PartMap = new Uint8Array(width * height);
  spec.animals.forEach((pose, index) => {
    drawAnimal(raster, sea, pose, index, parts, skylines[index]);
    if (pose.splash > 0.15) drawRush(raster, sea, pose);
  });
  for (const distractor of spec.distractors) {
    if (distractor.kind === 'splash') drawDistractor(raster, sea, distractor);
  }
  const pixels = develop(raster, spec.camera, spec.seed);
  return {
    width,
    height,
    pixels,
    finLight: finLightOf(parts, pixels, spec.animals.length),
    parts: boxesOf(parts, width, height, spec.animals.length),
  };
}

function boxesOf(parts: PartMap, width: number, height: number, animals: number) {
  const bounds = Array.from({ length: animals * 2 + 1 }, () => ({
    left: width,
    right: -1,
    top: height,
    bottom: -1,
    pixels: 0,
  }));
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      const part = parts[row * width + column];
      if (part === 0) continue;
      const bound = bounds[part];
      bound.left = Math.min(bound.left, column);
      bound.right = Math.max(bound.right, column);
      bound.top = Math.min(bound.top, row);
      bound.bottom = row;
      bound.pixels += 1;
    }
  }
  const boxOf = (list: typeof bounds): PartBox | null => {
    const seen = list.filter(({ pixels }) => pixels > 0);
    if (seen.length === 0) return null;
    const left = Math.min(...seen.map((bound) => bound.left));
    const top = Math.min(...seen.map((bound) => bound.top));
    const right = Math.max(...seen.map((bound) => bound.right)) + 1;
    const bottom = Math.max(...seen.map((bound) => bound.bottom)) + 1;
    return {
      x: left / width,
      y: top / height,
      w: (right - left) / width,
      h: (bottom - top) / height,
      pixels: seen.reduce((sum, { pixels }) => sum + pixels, 0),
    };
  };
  return Array.from({ length: animals }, (_, index) => {
    const body = bounds[index * 2 + 1];
    const fin = bounds[index * 2 + 2];
    return { fin: boxOf([fin]), body: boxOf([body, fin]) };
  });
}

function finLightOf(parts: PartMap, pixels: Uint8Array, animals: number): number[] {
  const sums = new Float64Array(animals * 2 + 1);
  const counts = new Float64Array(animals * 2 + 1);
  for (let index = 0; index < parts.length; index += 1) {
    const part = parts[index];
    if (part === 0) continue;
    sums[part] += pixels[index * 3 + 1];
    counts[part] += 1;
  }
  return Array.from({ length: animals }, (_, k) =>
    counts[2 * k + 2] > 0 ? sums[2 * k + 2] / counts[2 * k + 2] / 255 : 0,
  );
}
