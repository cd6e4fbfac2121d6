import type { Point } from '#terms/geometry.ts';
import { valueNoise, type Noise } from './noise.ts';
import { randomOf, type Random } from './random.ts';
import { blend, clamp, mixColour, smoothStep, type Colour, type Raster } from './raster.ts';
import type { SeaLook } from './sea-look.ts';
import { drawShoreThing, drawWhiteWater, fill, type ShoreThing } from './shore.ts';

/** Things at sea that are no animal of ours; positions in pixels. */
export type Distractor =
  | ShoreThing
  | { kind: 'white water'; x: number; y: number; size: number; seed: number }
  | { kind: 'bird'; x: number; y: number; size: number; seed: number }
  | { kind: 'splash'; x: number; y: number; size: number; seed: number }
  | { kind: 'boat'; x: number; y: number; size: number; seed: number }
  | { kind: 'buoy'; x: number; y: number; size: number; seed: number };

const disc = (x: number, y: number, radius: number, squash = 1): Point[] =>
  Array.from({ length: 14 }, (_, i) => ({
    x: x + radius * Math.cos((i * Math.PI) / 7),
    y: y + radius * squash * Math.sin((i * Math.PI) / 7),
  }));

/** Drops and foam thrown up at a place. */
export function drawSplash(
  raster: Raster,
  look: SeaLook,
  x: number,
  y: number,
  size: number,
  random: Random,
): void {
  const white = mixColour(look.skyLow, [1, 1, 1], 0.45);
  const shade = mixColour(white, look.deep, 0.35);
  const noise = valueNoise(random.whole(1, 2 ** 30));
  const sample: Noise = { value: 0, slopeX: 0, slopeY: 0 };
  // A few plumes side by side, each dense below and torn above.
  const plumes = Array.from({ length: random.whole(1, 4) }, () => ({
    middle: random.normal() * 0.28,
    half: random.range(0.3, 0.8),
    tall: random.range(0.2, 0.75),
  }));
  const reach = size * 1.6;
  for (
    let row = Math.max(0, Math.floor(y - size));
    row < Math.min(raster.height, y + size * 0.12);
    row += 1
  ) {
    const up = (y - row) / size;
    for (
      let column = Math.max(0, Math.floor(x - reach));
      column < Math.min(raster.width, x + reach);
      column += 1
    ) {
      const along = (column - x) / size;
      let dense = 0;
      for (const { middle, half, tall } of plumes) {
        const off = (along - middle) / half;
        const high = up < 0 ? up / 0.1 : up / tall;
        dense = Math.max(dense, 1 - off * off - Math.abs(high));
      }
      if (dense <= 0) continue;
      noise.at(along * 7, up * 9, sample);
      let torn = sample.value * 0.55;
      noise.at(along * 23, up * 21 + 5, sample);
      torn += sample.value * 0.4;
      noise.at(along * 61, up * 57 + 9, sample);
      torn += sample.value * 0.3;
      const opacity = smoothStep(0.1, 0.75, dense * 0.95 + torn * 0.95);
      if (opacity > 0.01) {
        blend(
          raster,
          row * raster.width + column,
          mixColour(shade, white, clamp(0.5 + torn, 0, 1)),
          opacity * 0.92,
        );
      }
    }
  }
  const drops = Math.round(50 + Math.min(450, size * 1.5));
  for (let drop = 0; drop < drops; drop += 1) {
    const { middle, half, tall } = random.pick(plumes);
    const up = Math.abs(random.normal()) * tall * 0.75;
    const radius = Math.max(0.4, size * 0.016 * random.next() ** 3 + 0.4);
    fill(
      raster,
      disc(x + (middle + random.normal() * half * (0.6 + up)) * size, y - up * size, radius),
      white,
      random.range(0.2, 0.9),
    );
  }
}

function drawBird(raster: Raster, look: SeaLook, { x, y, size, seed }: Distractor): void {
  const random = randomOf(seed, 'bird');
  const flap = random.range(-0.5, 0.6);
  const grey = random.range(0.1, 0.8);
  const colour = mixColour([grey, grey, grey], look.skyLow, 0.2);
  const wing = (direction: number): Point[] => [
    { x, y: y - size * 0.06 },
    { x: x + direction * size * 0.28, y: y - size * (0.12 + flap * 0.3) },
    { x: x + direction * size * 0.62, y: y - size * flap * 0.35 },
    { x: x + direction * size * 0.25, y: y - size * flap * 0.2 + size * 0.02 },
    { x, y: y + size * 0.07 },
  ];
  fill(raster, wing(1), colour);
  fill(raster, wing(-1), colour);
  fill(raster, disc(x, y, size * 0.16, 0.42), colour);
}

function drawBoat(raster: Raster, look: SeaLook, { x, y, size, seed }: Distractor): void {
  const random = randomOf(seed, 'boat');
  const facing = random.chance(0.5) ? 1 : -1;
  const hull: Colour = random.pick([
    [0.7, 0.7, 0.68],
    [0.08, 0.12, 0.3],
    [0.5, 0.06, 0.05],
    [0.1, 0.1, 0.1],
  ]);
  const at = (dx: number, dy: number) => ({ x: x + facing * dx * size, y: y - dy * size });
  const far = (colour: Colour) => mixColour(colour, look.skyLow, 0.25);
  fill(
    raster,
    [at(-0.5, 0.02), at(-0.48, 0.16), at(0.42, 0.18), at(0.56, 0.26), at(0.42, 0)],
    far(hull),
  );
  const cabin = random.range(-0.3, 0.1);
  fill(
    raster,
    [at(cabin, 0.15), at(cabin, 0.36), at(cabin + 0.22, 0.36), at(cabin + 0.3, 0.15)],
    far([0.75, 0.75, 0.75]),
  );
  fill(
    raster,
    [at(cabin + 0.05, 0.24), at(cabin + 0.05, 0.32), at(cabin + 0.2, 0.32), at(cabin + 0.23, 0.24)],
    far([0.08, 0.1, 0.12]),
  );
  fill(
    raster,
    [at(cabin + 0.1, 0.36), at(cabin + 0.1, 0.7), at(cabin + 0.115, 0.7), at(cabin + 0.115, 0.36)],
    far([0.2, 0.2, 0.2]),
  );
}

function drawBuoy(raster: Raster, look: SeaLook, { x, y, size, seed }: Distractor): void {
  const random = randomOf(seed, 'buoy');
  const colour = mixColour(
    random.pick<Colour>([
      [0.8, 0.2, 0.05],
      [0.8, 0.6, 0.05],
      [0.06, 0.06, 0.06],
    ]),
    look.skyLow,
    0.15,
  );
  const coverage = disc(x, y - size * 0.2, size * 0.4);
  fill(raster, coverage, colour);
  fill(raster, disc(x, y + size * 0.12, size * 0.45, 0.25), look.deep, 0.8);
}

export function drawDistractor(raster: Raster, look: SeaLook, distractor: Distractor): void {
  switch (distractor.kind) {
    case 'wall':
    case 'works':
    case 'turbine':
      drawShoreThing(raster, look, distractor);
      break;
    case 'white water':
      drawWhiteWater(raster, look, distractor);
      break;
    case 'bird':
      drawBird(raster, look, distractor);
      break;
    case 'boat':
      drawBoat(raster, look, distractor);
      break;
    case 'buoy':
      drawBuoy(raster, look, distractor);
      break;
    case 'splash':
      drawSplash(
        raster,
        look,
        distractor.x,
        distractor.y,
        distractor.size,
        randomOf(distractor.seed, 'splash'),
      );
      break;
  }
}
