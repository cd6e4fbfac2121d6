/**
 * What makes varied pictures hard: shores with what people built there, white water beside and apart
 * from the animals, other formats, light that is far too much or too little. All of it is drawn from a
 * random stream of its own and laid over a scene that was composed before.
 */
import type { AnimalMarks, Patch, SideMarks } from './animal-marks.ts';
import type { Distractor } from './distractors.ts';
import type { Random } from './random.ts';
import { clamp } from './raster.ts';
import type { SceneSpec } from './scene.ts';

/** Height over width of a picture: mostly a camera's, some cut to strips as catalogues have them. */
export function drawFormat(random: Random): number {
  const roll = random.next();
  if (roll < 0.6) return 2 / 3;
  if (roll < 0.8) return random.range(0.28, 0.42);
  if (roll < 0.92) return random.range(0.42, 0.62);
  return random.range(0.7, 1);
}

const seedFrom = (random: Random) => random.whole(1, 2 ** 30);

/** Round pale and dark scars, as on the flanks of large whales. */
function spotted(random: Random, side: SideMarks): SideMarks {
  const spots = Array.from({ length: random.whole(10, 60) }, (): Patch => {
    const radiusX = random.range(0.015, 0.06);
    return {
      x: random.range(-4, 4),
      y: random.range(-1.6, 0.5),
      radiusX,
      radiusY: radiusX * random.range(0.5, 1.1),
      tone: random.chance(0.8) ? random.range(0.04, 0.2) : -random.range(0.03, 0.08),
    };
  });
  return { ...side, patches: [...side.patches, ...spots] };
}

/** The animal as it looks in a picture for training only: paler, darker, with more scars. */
export function variedMarks(random: Random, marks: AnimalMarks): AnimalMarks {
  const paler = random.chance(0.3) ? random.range(1.2, 2.4) : random.range(0.7, 1.2);
  const scarred = random.chance(0.4);
  return {
    ...marks,
    skin: clamp(marks.skin * paler, 0.03, 0.4),
    left: scarred ? spotted(random, marks.left) : marks.left,
    right: scarred ? spotted(random, marks.right) : marks.right,
  };
}

/** Walls, works and turbines behind everything that swims. */
function drawShore(random: Random, { width, height, view, animals }: SceneSpec): Distractor[] {
  const nearest = Math.min(
    height * 0.8,
    ...animals.map(({ y, size }) => y - size * random.range(0.2, 1.5)),
  );
  const things: Distractor[] = [];
  const lowest = Math.max(view.horizon, 0);
  if (random.chance(0.14) && nearest > lowest + height * 0.03) {
    const y = random.range(lowest, lowest + (nearest - lowest) * 0.8);
    // It hides all that lies behind it, up to the horizon or the edge of the picture.
    const size = y - lowest + height * random.range(0.08, 0.5);
    things.push({ kind: 'wall', x: 0, y, size, seed: seedFrom(random) });
  }
  if (view.horizon > height * 0.03) {
    if (random.chance(0.22))
      things.push({
        kind: 'works',
        x: width * random.next(),
        y: view.horizon + height * random.range(0, 0.02),
        size: width * random.range(0.02, 0.13),
        seed: seedFrom(random),
      });
    if (random.chance(0.18)) {
      const size = width * random.range(0.02, 0.2);
      for (let turbines = random.whole(1, 5); turbines > 0; turbines -= 1)
        things.push({
          kind: 'turbine',
          x: width * random.next(),
          y: view.horizon + 1,
          size: size * random.range(0.7, 1.1),
          seed: seedFrom(random),
        });
    }
  }
  return things;
}

function drawWater(random: Random, { width, height, view, animals }: SceneSpec): Distractor[] {
  const things: Distractor[] = [];
  const top = clamp(view.horizon / height, 0.02, 0.9);
  if (random.chance(0.3)) {
    for (let patches = random.whole(1, 5); patches > 0; patches -= 1) {
      const kind = random.chance(0.6) ? ('white water' as const) : ('splash' as const);
      const size = width * random.range(0.008, 0.08);
      const y = height * random.range(top, 0.98);
      things.push({ kind, x: width * random.next(), y, size, seed: seedFrom(random) });
    }
  }
  for (const { x, y, size, marks, side } of animals) {
    if (!random.chance(0.35)) continue;
    // A wake behind the animal and what it threw up, beside the fin rather than over it.
    const behind = side === 'left' ? 1 : -1;
    const away = size * (marks.shape.base + random.range(0.6, 3));
    things.push({
      kind: 'white water',
      x: x + behind * away,
      y: y + size * random.range(0, 0.3),
      size: size * random.range(0.8, 4),
      seed: seedFrom(random),
    });
    if (random.chance(0.5))
      things.push({
        kind: 'splash',
        x: x + (random.chance(0.6) ? behind : -behind) * away * random.range(0.9, 1.4),
        y: y + size * random.range(0.05, 0.35),
        size: size * random.range(0.3, 1.5),
        seed: seedFrom(random),
      });
  }
  return things;
}

/** The scene with its surroundings. */
export function withSurroundings(random: Random, scene: SceneSpec): SceneSpec {
  const shore = drawShore(random, scene);
  const water = drawWater(random, scene);
  const light = random.next();
  const stops = light < 0.2 ? random.range(0.8, 2.1) : light < 0.34 ? -random.range(0.7, 1.9) : 0;
  return {
    ...scene,
    animals: scene.animals.map((pose) =>
      random.chance(0.25) ? { ...pose, splash: random.range(0.4, 1.5) } : pose,
    ),
    // What stands at the shore lies behind birds, boats and buoys.
    distractors: [...shore, ...scene.distractors, ...water],
    camera: { ...scene.camera, exposure: scene.camera.exposure + stops },
  };
}
