import type { KnownSide } from '#terms/sides.ts';
import type { AnimalMarks } from './animal-marks.ts';
import type { AnimalPose } from './animal.ts';
import type { CameraLook } from './camera.ts';
import type { Distractor } from './distractors.ts';
import { backHeight } from './fin-outline.ts';
import type { Random } from './random.ts';
import { clamp, type Colour } from './raster.ts';
import type { SceneSpec } from './scene.ts';
import type { SeaLook } from './sea-look.ts';
import type { Viewpoint } from './viewpoint.ts';

const scaled = (colour: Colour, by: number): Colour => [
  colour[0] * by,
  colour[1] * by,
  colour[2] * by,
];

/** Weather, light and water of an encounter. */
export function drawSeaLook(random: Random): SeaLook {
  const kind = random.pick([
    'overcast',
    'overcast',
    'overcast',
    'clear',
    'clear',
    'clear',
    'low sun',
    'dull',
  ] as const);
  const azimuth = random.range(-Math.PI, Math.PI);
  const height = kind === 'low sun' ? random.range(0.12, 0.3) : random.range(0.45, 1.2);
  const sun: Colour = [
    Math.sin(azimuth) * Math.cos(height),
    Math.sin(height),
    Math.cos(azimuth) * Math.cos(height),
  ];
  const strength = { overcast: 0.06, clear: 0.75, 'low sun': 0.6, dull: 0.02 }[kind];
  const grey = random.range(0.42, 0.62);
  const low: Colour = {
    overcast: [grey, grey * 1.02, grey * 1.05] as const,
    clear: [0.55, 0.64, 0.74] as const,
    'low sun': [0.66, 0.6, 0.54] as const,
    dull: [0.34, 0.36, 0.38] as const,
  }[kind];
  const high: Colour = {
    overcast: [grey * 0.75, grey * 0.79, grey * 0.85] as const,
    clear: [0.17, 0.3, 0.55] as const,
    'low sun': [0.3, 0.34, 0.44] as const,
    dull: [0.24, 0.26, 0.29] as const,
  }[kind];
  const hue = random.range(0, 1);
  const deep: Colour = [
    0.018 + 0.022 * random.next(),
    0.05 + 0.045 * hue + 0.02 * random.next(),
    0.075 + 0.05 * (1 - hue),
  ];
  const roughness = random.range(0.08, 0.9);
  return {
    seed: random.whole(1, 2 ** 30),
    skyLow: low,
    skyHigh: high,
    deep: scaled(deep, kind === 'clear' ? 1.3 : 1),
    sun,
    sunStrength: strength,
    roughness,
    foam: roughness > 0.6 ? random.range(0.1, 0.55) : 0,
    wind: random.range(-Math.PI, Math.PI),
    haze: random.range(1500, 12_000),
  };
}

/** A view in which something of `size` pixels that is `metres` high stands at row `row`. */
function drawView(
  random: Random,
  width: number,
  row: number,
  size: number,
  metres: number,
  magnified = 1,
): Viewpoint {
  const eye = random.pick([1.8, 2.5, 3, 4, 6]);
  const focal = width * random.range(3.5, 13) * magnified;
  const distance = Math.max(6, (focal * metres) / size);
  return {
    eye,
    focal,
    horizon: row - (eye * focal) / distance,
    driftX: random.range(0, 200),
    driftZ: random.range(0, 200),
  };
}

function drawPose(
  random: Random,
  marks: AnimalMarks,
  side: KnownSide,
  x: number,
  y: number,
  size: number,
): AnimalPose {
  const deep = random.next();
  // Mostly some back shows; now and then the fin alone cuts the water.
  const crest = backHeight(0, marks);
  const water = deep < 0.12 ? random.range(0.05, 0.4) : -random.range(0.08, 0.75 * crest);
  // Neither end of the back may leave the water, so the more of it shows, the flatter it lies.
  const steepest = clamp(((crest + water - 0.05) * marks.finHeight) / 0.52, 0.02, 0.3);
  return {
    marks,
    side,
    x,
    y,
    size,
    yaw: clamp(random.normal() * 0.38, -0.95, 0.95),
    pitch: clamp(random.normal() * 0.12, -steepest, steepest),
    roll: clamp(random.normal() * 0.16, -0.45, 0.45),
    water,
    splash: random.chance(0.3) ? random.range(0.2, 0.9) : 0,
    seed: random.whole(1, 2 ** 30),
  };
}

function drawCamera(random: Random, base: CameraLook): CameraLook {
  return {
    ...base,
    exposure: base.exposure + random.normal() * 0.22,
    defocus: random.chance(0.25) ? random.range(0.5, 3.2) : 0,
    motion: random.chance(0.12) ? random.range(2, 7) : 0,
    quality: random.whole(78, 93),
  };
}

/** Birds, splashes, buoys and boats: mostly none. */
function drawDistractors(
  random: Random,
  width: number,
  height: number,
  view: Viewpoint,
): Distractor[] {
  const distractors: Distractor[] = [];
  const somewhere = (kind: Distractor['kind'], from: number, to: number, sizeOf: number) => {
    distractors.push({
      kind,
      x: width * random.next(),
      y: height * random.range(from, to),
      size: sizeOf,
      seed: random.whole(1, 2 ** 30),
    });
  };
  const skyShare = clamp(view.horizon / height, 0.05, 1);
  if (random.chance(0.1)) {
    for (let birds = random.whole(1, 4); birds > 0; birds -= 1) {
      somewhere('bird', 0.02, Math.max(skyShare, 0.5), width * random.range(0.008, 0.05));
    }
  }
  if (random.chance(0.12)) somewhere('splash', 0.3, 0.9, width * random.range(0.01, 0.06));
  if (random.chance(0.03)) somewhere('buoy', 0.3, 0.8, width * random.range(0.01, 0.04));
  if (view.horizon > height * 0.06 && random.chance(0.12)) {
    distractors.push({
      kind: 'boat',
      x: width * random.next(),
      y: view.horizon + height * 0.012,
      size: width * random.range(0.02, 0.09),
      seed: random.whole(1, 2 ** 30),
    });
  }
  return distractors;
}

interface SceneDraw {
  width: number;
  height: number;
  sea: SeaLook;
  camera: CameraLook;
  animals: { marks: AnimalMarks; side: KnownSide }[];
  /** Fin width as a part of the picture's, smallest and largest. */
  finWidth: readonly [number, number];
  /** Where a lone animal stands, parts of the width and height; by default the middle third or so. */
  across?: readonly [number, number];
  down?: readonly [number, number];
  /** How much of a whole frame was cut away around this picture: 1 is a whole frame. */
  magnified?: number;
}

/** One photo of some animals in a sea; without animals, one of what else there is. */
export function composeScene(random: Random, draw: SceneDraw): SceneSpec {
  const { width, height, sea, animals, across = [0.3, 0.7], down = [0.36, 0.72] } = draw;
  const [least, most] = draw.finWidth;
  // Photos from far are as frequent as from near, in the logarithm.
  const share = Math.exp(random.range(Math.log(least), Math.log(most)));
  const mean = animals.length > 1 ? Math.min(share, 0.13) : share;
  const base = animals.at(0)?.marks.shape.base ?? 1.35;
  const size = (mean * width) / (base * 1.1);
  const row = height * random.range(...down);
  const view = drawView(
    random,
    width,
    row,
    animals.length === 0 ? width * random.range(0.02, 0.15) : size,
    0.3,
    draw.magnified ?? 1,
  );
  const poses = animals.map(({ marks, side }, index) => {
    const spread = (index - (animals.length - 1) / 2) * size * random.range(2.2, 4.2);
    const x =
      width * random.range(...across) * (animals.length === 1 ? 1 : 0.15) +
      (animals.length === 1 ? 0 : width * 0.43 + spread);
    const rowOffset = animals.length === 1 ? 0 : random.normal() * size * 0.5;
    const y = row + rowOffset;
    // Nearer the horizon is farther and smaller.
    const nearer = (y - view.horizon) / Math.max(1, row - view.horizon);
    const own = size * clamp(nearer, 0.5, 1.8) * random.range(0.92, 1.08);
    return drawPose(random, marks, side, clamp(x, width * 0.06, width * 0.94), y, own);
  });
  return {
    width,
    height,
    sea,
    view,
    coast: random.chance(0.5) ? random.whole(1, 10_000) : null,
    animals: poses.toSorted((a, b) => a.y - b.y),
    distractors: drawDistractors(random, width, height, view),
    camera: drawCamera(random, draw.camera),
    seed: random.whole(1, 2 ** 30),
  };
}

/** Lens, camera and its settings of a day. */
export function drawCameraBase(random: Random): CameraLook {
  return {
    // Many expose for the dark animal and let the sea go white.
    exposure: random.normal() * 0.3 + (random.chance(0.3) ? random.range(0.4, 1.5) : 0),
    contrast: random.range(0, 0.9),
    depth: random.chance(0.7) ? random.range(1, 9) : 0,
    defocus: 0,
    motion: 0,
    grain: random.range(1, 4.5),
    vignette: random.range(0, 0.35),
    warmth: random.range(0.93, 1.08),
    quality: 88,
  };
}
