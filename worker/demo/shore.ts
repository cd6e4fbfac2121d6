/** What stands at a shore: walls, works with their silos and cranes, wind turbines. */
import type { Point } from '#terms/geometry.ts';
import { valueNoise, type Noise } from './noise.ts';
import { coverPolygon } from './polygon.ts';
import { hash32, randomOf, type Random } from './random.ts';
import { blend, clamp, mix, mixColour, smoothStep, type Colour, type Raster } from './raster.ts';
import type { SeaLook } from './sea-look.ts';

/** Things of a shore; `y` is the row of their foot, `size` their height in pixels. */
export type ShoreThing =
  | { kind: 'wall'; x: number; y: number; size: number; seed: number }
  | { kind: 'works'; x: number; y: number; size: number; seed: number }
  | { kind: 'turbine'; x: number; y: number; size: number; seed: number };

/** Fills a polygon with one colour. */
export function fill(raster: Raster, points: readonly Point[], colour: Colour, opacity = 1): void {
  const coverage = coverPolygon(points, raster.width, raster.height);
  if (coverage === null) return;
  const { left, top, width, height, cover } = coverage;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const part = cover[y * width + x];
      if (part > 0) blend(raster, (top + y) * raster.width + left + x, colour, part * opacity);
    }
  }
}

const block = (left: number, right: number, foot: number, top: number): Point[] => [
  { x: left, y: foot },
  { x: left, y: top },
  { x: right, y: top },
  { x: right, y: foot },
];

const paints: readonly Colour[] = [
  [0.5, 0.5, 0.48],
  [0.62, 0.62, 0.6],
  [0.12, 0.2, 0.38],
  [0.36, 0.14, 0.09],
  [0.42, 0.22, 0.15],
  [0.08, 0.16, 0.12],
  [0.1, 0.1, 0.11],
];

/** A harbour wall or a cliff from the water up, across the whole picture. */
function drawWall(raster: Raster, look: SeaLook, { y, size, seed }: ShoreThing): void {
  const random = randomOf(seed, 'wall');
  const noise = valueNoise(hash32(seed));
  const sample: Noise = { value: 0, slopeX: 0, slopeY: 0 };
  const { width, height, light } = raster;
  const stone = mixColour([0.17, 0.15, 0.12], [0.3, 0.3, 0.3], random.next());
  const weed: Colour = random.chance(0.6) ? [0.05, 0.075, 0.022] : [0.05, 0.05, 0.045];
  const bright = (0.4 + look.skyLow[1]) * random.range(0.45, 1.1);
  const course = size * random.range(0.05, 0.16);
  const slope = random.normal() * 0.012;
  // Dressed stone has joints, a cliff has none.
  const joints = random.chance(0.65) ? random.range(0.15, 0.5) : 0;
  const tide = random.range(0.08, 0.4);
  for (let column = 0; column < width; column += 1) {
    noise.at(column / 40, 2, sample);
    const foot = y + slope * (column - width / 2) + sample.value * size * 0.01;
    noise.at(column / (size * 0.8), 7, sample);
    const crest = foot - size * (1 + 0.06 * sample.value * (joints > 0 ? 0.2 : 3));
    for (let row = Math.max(0, Math.floor(crest)); row < Math.min(height, foot); row += 1) {
      const up = (foot - row) / size;
      const line = Math.floor((foot - row) / course);
      const along = column / (course * 1.8) + (line % 2) * 0.5;
      const inBlock = along - Math.floor(along);
      const inCourse = (foot - row) / course - line;
      const joint = inBlock < 0.05 || inCourse < 0.07 ? joints : 0;
      noise.at(Math.floor(along) * 7.3, line * 3.1, sample);
      let tone = 1 + sample.value * 0.25;
      noise.at(column / 13, row / 11, sample);
      tone += sample.value * 0.3;
      noise.at(column / (size * 0.3), row / (size * 0.9), sample);
      const wet = smoothStep(tide + 0.15, tide - 0.1, up + sample.value * 0.25);
      const skin = mixColour(stone, weed, wet);
      const at = (row * width + column) * 3;
      for (let channel = 0; channel < 3; channel += 1)
        light[at + channel] = skin[channel] * tone * bright * (1 - joint);
    }
  }
}

function drawCrane(raster: Raster, random: Random, x: number, foot: number, tall: number): void {
  const colour = random.pick(paints);
  const thick = Math.max(0.7, tall * 0.035);
  const lean = random.range(-0.7, 0.7) * tall;
  fill(raster, block(x - thick, x + thick, foot, foot - tall * 0.6), colour);
  fill(
    raster,
    [
      { x: x - thick, y: foot - tall * 0.5 },
      { x: x + lean, y: foot - tall },
      { x: x + lean + thick, y: foot - tall },
      { x: x + thick, y: foot - tall * 0.45 },
    ],
    colour,
  );
}

/** Sheds, silos, cranes and masts on a strip of land. */
function drawWorks(raster: Raster, look: SeaLook, { x, y, size, seed }: ShoreThing): void {
  const random = randomOf(seed, 'works');
  const light = 0.35 + look.skyLow[1] * 0.9;
  const haze = random.range(0.05, 0.55);
  const paint = () => {
    const [red, green, blue] = random.pick(paints);
    const lit: Colour = [red * light * 1.6, green * light * 1.6, blue * light * 1.6];
    return mixColour(lit, look.skyLow, haze);
  };
  const land = mixColour([0.08, 0.08, 0.07], look.skyLow, haze);
  fill(raster, block(-2, raster.width + 2, y + 1.5, y - size * random.range(0.05, 0.2)), land);
  const foot = y - size * 0.08;
  const things = random.whole(2, 9);
  for (let thing = 0; thing < things; thing += 1) {
    const at = x + size * random.range(-3.5, 3.5);
    const tall = size * random.range(0.2, 1);
    const wide = size * random.range(0.15, 1.3);
    const colour = paint();
    switch (random.pick(['shed', 'shed', 'silo', 'silo', 'tower', 'crane'] as const)) {
      case 'shed':
        fill(raster, block(at - wide, at + wide, foot, foot - tall * 0.5), colour);
        break;
      case 'silo': {
        const half = tall * random.range(0.35, 0.7);
        const eaves = foot - tall * 0.6;
        fill(raster, block(at - half, at + half, foot, eaves), colour);
        const roof = mixColour(colour, look.skyLow, 0.25);
        const tip = { x: at, y: foot - tall };
        fill(raster, [{ x: at - half, y: eaves }, tip, { x: at + half, y: eaves }], roof);
        break;
      }
      case 'tower':
        fill(raster, block(at - tall * 0.06, at + tall * 0.06, foot, foot - tall * 1.2), colour);
        break;
      case 'crane':
        drawCrane(raster, random, at, foot, tall * 1.3);
        break;
    }
  }
}

function drawTurbine(raster: Raster, look: SeaLook, { x, y, size, seed }: ShoreThing): void {
  const random = randomOf(seed, 'turbine');
  const white = mixColour([0.75, 0.76, 0.78], look.skyLow, random.range(0, 0.5));
  const hub = y - size * 0.62;
  const thin = Math.max(0.5, size * 0.012);
  fill(
    raster,
    [
      { x: x - thin * 1.6, y },
      { x: x - thin, y: hub },
      { x: x + thin, y: hub },
      { x: x + thin * 1.6, y },
    ],
    white,
  );
  const turned = random.range(0, 2 * Math.PI);
  const narrow = random.range(0.3, 1);
  for (let blade = 0; blade < 3; blade += 1) {
    const angle = turned + (blade * 2 * Math.PI) / 3;
    const [dx, dy] = [Math.sin(angle) * narrow, -Math.cos(angle)];
    const reach = size * 0.38;
    fill(
      raster,
      [
        { x: x - dy * thin, y: hub + dx * thin },
        { x: x + dx * reach, y: hub + dy * reach },
        { x: x + dy * thin, y: hub - dx * thin },
      ],
      white,
    );
  }
  fill(raster, block(x - thin * 2.2, x + thin * 2.2, y, y - size * 0.05), [0.7, 0.5, 0.08]);
}

export function drawShoreThing(raster: Raster, look: SeaLook, thing: ShoreThing): void {
  switch (thing.kind) {
    case 'wall':
      drawWall(raster, look, thing);
      break;
    case 'works':
      drawWorks(raster, look, thing);
      break;
    case 'turbine':
      drawTurbine(raster, look, thing);
      break;
  }
}

/** White water lying on the sea: a wake or what a wave left; `size` is half of its length. */
export function drawWhiteWater(
  raster: Raster,
  look: SeaLook,
  { x, y, size, seed }: { x: number; y: number; size: number; seed: number },
): void {
  const random = randomOf(seed, 'white water');
  const noise = valueNoise(hash32(seed));
  const sample: Noise = { value: 0, slopeX: 0, slopeY: 0 };
  const white = mixColour(look.skyLow, [1, 1, 1], random.range(0.1, 0.5));
  const flat = size * random.range(0.04, 0.14);
  const dense = random.range(0.25, 0.8);
  const rows = { from: Math.max(0, Math.floor(y - flat)), to: Math.min(raster.height, y + flat) };
  const from = Math.max(0, Math.floor(x - size));
  const to = Math.min(raster.width, x + size);
  for (let row = rows.from; row < rows.to; row += 1) {
    for (let column = from; column < to; column += 1) {
      const [across, down] = [(column - x) / size, (row - y) / flat];
      const inside = 1 - across * across - down * down;
      if (inside <= 0) continue;
      noise.at(across * 6, down * 1.6, sample);
      let torn = sample.value * 0.6;
      noise.at(column / 7, row / 2.5, sample);
      torn += sample.value * 0.4;
      const opacity = smoothStep(0.2, 0.9, inside * dense + torn);
      if (opacity > 0.01) {
        const tone = mix(0.8, 1.05, clamp(torn + 0.5, 0, 1));
        const colour: Colour = [white[0] * tone, white[1] * tone, white[2] * tone];
        blend(raster, row * raster.width + column, colour, opacity * 0.9);
      }
    }
  }
}
