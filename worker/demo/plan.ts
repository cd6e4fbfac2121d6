import { marksOf, type AnimalMarks, type FinFamily } from './animal-marks.ts';
import type { AnimalPose } from './animal.ts';
import type { CameraLook } from './camera.ts';
import type { Distractor } from './distractors.ts';
import { randomOf, type Random } from './random.ts';
import { clamp, type Colour } from './raster.ts';
import type { SceneSpec } from './scene.ts';
import type { SeaLook, View } from './sea.ts';

export interface DemoOptions {
  individuals: number;
  photos: number;
  seed: number;
  /** Pixels of the pictures, long edge; three to two. */
  width?: number;
}

export interface PlannedAnimal {
  individual: number;
  side: 'left' | 'right';
}

export interface PlannedPhoto {
  /** Path below the photos folder, `/` between parts. */
  file: string;
  encounter: number;
  /** Wall clock, milliseconds as if UTC. */
  takenMs: number;
  latitude: number;
  longitude: number;
  /** EXIF orientation 1–8 of the file. */
  orientation: number;
  animals: PlannedAnimal[];
  scene: SceneSpec;
}

export interface DemoPlan {
  individuals: { code: string; species: string; marks: AnimalMarks }[];
  encounters: { name: string; place: string; individuals: number[] }[];
  photos: PlannedPhoto[];
  camera: { make: string; model: string; artist: string };
  utcOffsetMinutes: number;
}

/** Bottlenose dolphins of a firth that does not exist. */
const FAMILY: FinFamily = 'bottlenose dolphin';
const SPECIES = 'Tursiops truncatus';
const places = [
  { name: 'Chanonry', latitude: 57.5755, longitude: -4.0925 },
  { name: 'Sutors', latitude: 57.683, longitude: -3.985 },
  { name: 'Burghead', latitude: 57.704, longitude: -3.495 },
  { name: 'Spey Bay', latitude: 57.674, longitude: -3.09 },
  { name: 'Lossiemouth', latitude: 57.73, longitude: -3.28 },
];

const scaled = (colour: Colour, by: number): Colour => [
  colour[0] * by,
  colour[1] * by,
  colour[2] * by,
];

/** Weather, light and water of an encounter. */
export function drawSeaLook(random: Random): SeaLook {
  const kind = random.pick(['overcast', 'overcast', 'clear', 'clear', 'low sun', 'dull'] as const);
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
    'low sun': [0.66, 0.55, 0.46] as const,
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
    haze: random.range(1500, 12_000),
  };
}

/** A view in which something of `size` pixels that is `metres` high stands at row `row`. */
export function drawView(random: Random, width: number, row: number, size: number, metres: number) {
  const eye = random.pick([1.8, 2.5, 3, 4, 6]);
  const focal = width * random.range(3.5, 11);
  const distance = Math.max(6, (focal * metres) / size);
  const view: View = {
    eye,
    focal,
    horizon: row - (eye * focal) / distance,
    driftX: random.range(0, 200),
    driftZ: random.range(0, 200),
  };
  return view;
}

function drawPose(
  random: Random,
  marks: AnimalMarks,
  side: 'left' | 'right',
  x: number,
  y: number,
  size: number,
): AnimalPose {
  const deep = random.next();
  // Mostly some back shows; now and then the fin alone cuts the water.
  const water = deep < 0.12 ? random.range(0.05, 0.4) : -random.range(0.08, 0.75);
  return {
    marks,
    side,
    x,
    y,
    size,
    yaw: clamp(random.normal() * 0.38, -0.95, 0.95),
    pitch: clamp(random.normal() * 0.1, -0.3, 0.3),
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

export interface SceneDraw {
  width: number;
  height: number;
  sea: SeaLook;
  camera: CameraLook;
  animals: { marks: AnimalMarks; side: 'left' | 'right' }[];
  /** Fin width as a part of the picture's, smallest and largest. */
  finWidth: readonly [number, number];
}

/** One photo of some animals in a sea; without animals, one of what else there is. */
export function composeScene(random: Random, draw: SceneDraw): SceneSpec {
  const { width, height, sea, animals } = draw;
  const [least, most] = draw.finWidth;
  // Photos from far are as frequent as from near, in the logarithm.
  const share = Math.exp(random.range(Math.log(least), Math.log(most)));
  const mean = animals.length > 1 ? Math.min(share, 0.13) : share;
  const base = animals.at(0)?.marks.shape.base ?? 1.35;
  const size = (mean * width) / (base * 1.1);
  const row = height * random.range(0.36, 0.72);
  const view = drawView(
    random,
    width,
    row,
    animals.length === 0 ? width * random.range(0.02, 0.15) : size,
    0.3,
  );
  const poses = animals.map(({ marks, side }, index) => {
    const spread = (index - (animals.length - 1) / 2) * size * random.range(2.2, 4.2);
    const x =
      width * random.range(0.3, 0.7) * (animals.length === 1 ? 1 : 0.15) +
      (animals.length === 1 ? 0 : width * 0.43 + spread);
    const rowOffset = animals.length === 1 ? 0 : random.normal() * size * 0.5;
    const y = row + rowOffset;
    // Nearer the horizon is farther and smaller.
    const nearer = (y - view.horizon) / Math.max(1, row - view.horizon);
    const own = size * clamp(nearer, 0.5, 1.8) * random.range(0.92, 1.08);
    return drawPose(random, marks, side, clamp(x, width * 0.06, width * 0.94), y, own);
  });
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
  return {
    width,
    height,
    sea,
    view,
    coast: random.chance(0.5) ? random.whole(1, 10_000) : null,
    animals: poses.toSorted((a, b) => a.y - b.y),
    distractors,
    camera: drawCamera(random, draw.camera),
    seed: random.whole(1, 2 ** 30),
  };
}

export function drawCameraBase(random: Random, sea: SeaLook): CameraLook {
  const middle = (sea.skyLow[1] + sea.deep[1] * 2) / 3 + sea.sunStrength * 0.1;
  return {
    exposure: clamp(Math.log2(0.2 / middle), -0.7, 0.9) + random.normal() * 0.15,
    defocus: 0,
    motion: 0,
    grain: random.range(1, 4.5),
    vignette: random.range(0, 0.35),
    warmth: random.range(0.93, 1.08),
    quality: 88,
  };
}

const DAY = 86_400_000;

/** Sizes of `count` encounters that add up to `photos`, none empty while there are enough. */
function encounterSizes(random: Random, photos: number): number[] {
  const sizes: number[] = [];
  for (let left = photos; left > 0; left -= sizes.at(-1) ?? 0) {
    sizes.push(Math.min(left, random.whole(9, 20)));
  }
  return sizes;
}

/**
 * A season of field work: encounters with groups of animals that are met again, photographed from both
 * sides, near and far, some photos of several animals and some of none.
 */
export function planDemo({ individuals, photos, seed, width = 1600 }: DemoOptions): DemoPlan {
  const random = randomOf(seed, 'season');
  const height = Math.round((width * 2) / 3);
  const animals = Array.from({ length: individuals }, (_, index) => ({
    code: `DM${String(index + 1).padStart(3, '0')}`,
    species: SPECIES,
    marks: marksOf(seed, index, FAMILY),
  }));
  const sizes = encounterSizes(random, photos);
  const start = Date.UTC(2026, 4, 4);
  const plan: DemoPlan = {
    individuals: animals,
    encounters: [],
    photos: [],
    camera: { make: 'Canon', model: 'Canon EOS 7D Mark II', artist: 'Resight demo' },
    utcOffsetMinutes: 60,
  };
  let frame = 2041;
  let day = 0;
  // Everyone is met in turn before anyone is met a third time.
  let waiting: number[] = [];
  const draw = (size: number) => {
    const group: number[] = [];
    while (group.length < size) {
      if (waiting.length === 0) waiting = shuffled(random, individuals);
      const next = waiting.findIndex((animal) => !group.includes(animal));
      if (next === -1) waiting.push(...shuffled(random, individuals));
      else group.push(...waiting.splice(next, 1));
    }
    return group;
  };
  sizes.forEach((size, encounter) => {
    day += random.whole(1, 4);
    const place = random.pick(places);
    const group = draw(Math.min(individuals, random.whole(2, 5)));
    const sea = drawSeaLook(random);
    const base = drawCameraBase(random, sea);
    let takenMs =
      start + day * DAY + random.whole(8, 17) * 3_600_000 + random.whole(0, 3599) * 1000;
    const folder = `${new Date(takenMs).toISOString().slice(0, 10)} ${place.name}`;
    plan.encounters.push({ name: folder, place: place.name, individuals: group });
    for (let shot = 0; shot < size; shot += 1) {
      takenMs += random.whole(2, 95) * 1000;
      frame += random.whole(1, 3);
      const roll = random.next();
      const count = roll < 0.07 ? 0 : roll < 0.8 ? 1 : roll < 0.95 ? 2 : 3;
      // Each animal of the group in turn, so that both its sides come up.
      const shown = shuffled(random, group.length)
        .slice(0, Math.min(count, group.length))
        .map((member) => ({
          individual: group[member],
          side: random.chance(0.5) ? ('left' as const) : ('right' as const),
        }));
      const scene = composeScene(random, {
        width,
        height,
        sea,
        camera: base,
        animals: shown.map(({ individual, side }) => ({
          marks: animals[individual].marks,
          side,
        })),
        finWidth: [0.035, 0.26],
      });
      const ordered = scene.animals.map((pose) => {
        const found = shown.find(
          ({ individual, side }) => animals[individual].marks === pose.marks && side === pose.side,
        );
        return { individual: found?.individual ?? 0, side: pose.side };
      });
      plan.photos.push({
        file: `${folder}/IMG_${frame}.JPG`,
        encounter,
        takenMs,
        latitude: place.latitude + random.normal() * 0.004,
        longitude: place.longitude + random.normal() * 0.008,
        orientation: random.chance(0.02) ? 6 : 1,
        animals: ordered,
        scene,
      });
    }
  });
  return plan;
}

function shuffled(random: Random, count: number): number[] {
  const order = Array.from({ length: count }, (_, index) => index);
  for (let i = count - 1; i > 0; i -= 1) {
    const other = random.whole(0, i);
    [order[i], order[other]] = [order[other], order[i]];
  }
  return order;
}
