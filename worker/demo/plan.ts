/**
 * A season of field work with animals that do not exist, decided from a seed: for trying the whole loop without
 * photos of one's own. `writePhoto` draws a photo of it, writes it as a camera would and says what is on it.
 *
 * Everything here is deterministic by seed: no clock, no `Math.random`.
 */
import type { DemoSize } from '#terms/demo.ts';
import type { KnownSide } from '#terms/sides.ts';
import { marksOf, type AnimalMarks, type FinFamily } from './animal-marks.ts';
import { composeScene, drawCameraBase, drawSeaLook } from './compose.ts';
import { randomOf, type Random } from './random.ts';
import type { SceneSpec } from './scene.ts';

/** A demo to be drawn; its photos are 1600 pixels wide where nothing else is said. */
export type AskedDemo = Omit<DemoSize, 'width'> & Partial<Pick<DemoSize, 'width'>>;

interface PlannedAnimal {
  individual: number;
  side: KnownSide;
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
/** Estimates are made of well-marked animals: those are what a catalogue is kept of. */
const LEAST_MARKED = 0.5;
const SPECIES = 'Tursiops truncatus';
const places = [
  { name: 'Chanonry', latitude: 57.5755, longitude: -4.0925 },
  { name: 'Sutors', latitude: 57.683, longitude: -3.985 },
  { name: 'Burghead', latitude: 57.704, longitude: -3.495 },
  { name: 'Spey Bay', latitude: 57.674, longitude: -3.09 },
  { name: 'Lossiemouth', latitude: 57.73, longitude: -3.28 },
];

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
export function planDemo({ individuals, photos, seed, width = 1600 }: AskedDemo): DemoPlan {
  const random = randomOf(seed, 'season');
  const height = Math.round((width * 2) / 3);
  const animals = Array.from({ length: individuals }, (_, index) => ({
    code: `DM${String(index + 1).padStart(3, '0')}`,
    species: SPECIES,
    marks: marksOf(seed, index, FAMILY, LEAST_MARKED),
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
    const group = draw(Math.min(individuals, random.whole(2, 8)));
    const sea = drawSeaLook(random);
    const base = drawCameraBase(random);
    let takenMs =
      start + day * DAY + random.whole(8, 17) * 3_600_000 + random.whole(0, 3599) * 1000;
    const folder = `${new Date(takenMs).toISOString().slice(0, 10)} ${place.name}`;
    plan.encounters.push({ name: folder, place: place.name, individuals: group });
    for (let shot = 0; shot < size; shot += 1) {
      takenMs += random.whole(2, 95) * 1000;
      frame += random.whole(1, 3);
      const roll = random.next();
      const count = roll < 0.07 ? 0 : roll < 0.57 ? 1 : roll < 0.85 ? 2 : 3;
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
