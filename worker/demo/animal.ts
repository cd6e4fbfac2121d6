import type { Point } from '#terms/geometry.ts';
import type { KnownSide } from '#terms/sides.ts';
import type { AnimalMarks, SideMarks } from './animal-marks.ts';
import { backHeight, backOutline, finOutline } from './fin-outline.ts';
import { valueNoise, type Noise } from './noise.ts';
import { coverPolygon, type Coverage } from './polygon.ts';
import { hash32 } from './random.ts';
import { blend, clamp, mix, mixColour, smoothStep, type Colour, type Raster } from './raster.ts';
import type { SeaLook } from './sea-look.ts';

/** How an animal shows itself in one photo. Angles in radians. */
export interface AnimalPose {
  marks: AnimalMarks;
  side: KnownSide;
  /** Middle of the fin's base, pixels. */
  x: number;
  y: number;
  /** Pixels a fin height. */
  size: number;
  /** Turned away from a clean side view: 0 is square on. */
  yaw: number;
  /** Nose up is positive. */
  pitch: number;
  roll: number;
  /** Water over the base of the fin, fin heights; negative leaves back above water. */
  water: number;
  /** 0 is none, 1 a rushing surfacing. */
  splash: number;
  seed: number;
}

/** Which animal and which part of it a pixel shows: 0 none, 2k+1 the body, 2k+2 the fin of animal k. */
export type PartMap = Uint8Array;

/** Screen position of a body point: fin heights, x to the tail, y up. */
function placer(pose: AnimalPose): (point: Point) => Point {
  const direction = pose.side === 'left' ? 1 : -1;
  const cos = Math.cos(pose.pitch);
  const sin = Math.sin(pose.pitch);
  const narrow = Math.cos(pose.yaw);
  const low = Math.cos(pose.roll);
  return ({ x, y }) => {
    const alongX = x * narrow;
    const upY = y * low;
    return {
      x: pose.x + direction * pose.size * (alongX * cos + upY * sin),
      y: pose.y - pose.size * (upY * cos - alongX * sin),
    };
  };
}

/** The way back: body coordinates of a pixel. */
function unplacer(pose: AnimalPose): (x: number, y: number, out: Point) => void {
  const direction = pose.side === 'left' ? 1 : -1;
  const cos = Math.cos(pose.pitch);
  const sin = Math.sin(pose.pitch);
  const narrow = Math.cos(pose.yaw);
  const low = Math.cos(pose.roll);
  return (x, y, out) => {
    const across = (direction * (x - pose.x)) / pose.size;
    const up = (pose.y - y) / pose.size;
    out.x = (across * cos - up * sin) / narrow;
    out.y = (across * sin + up * cos) / low;
  };
}

/** Lighter or darker skin at a point, from scratches, rake marks and blotches. */
function markTone({ scratches, patches }: SideMarks, x: number, y: number, blur: number): number {
  let tone = 0;
  for (const patch of patches) {
    const dx = (x - patch.x) / patch.radiusX;
    const dy = (y - patch.y) / patch.radiusY;
    const far = dx * dx + dy * dy;
    if (far < 2) tone += patch.tone * (1 - smoothStep(0.5, 1.4, far));
  }
  for (const scratch of scratches) {
    const dx = x - scratch.x;
    const dy = y - scratch.y;
    const half = scratch.length / 2;
    if (dx * dx + dy * dy > half * half * 1.3) continue;
    const along = dx * Math.cos(scratch.angle) + dy * Math.sin(scratch.angle);
    if (Math.abs(along) > half) continue;
    const across = -dx * Math.sin(scratch.angle) + dy * Math.cos(scratch.angle);
    const off = Math.abs(across - scratch.bend * along * along);
    // A line thinner than a pixel is as faint as it is thin.
    const width = Math.max(scratch.width, blur);
    const taper = 1 - Math.pow(Math.abs(along) / half, 3);
    if (off < width) tone += scratch.tone * (1 - off / width) * taper * (scratch.width / width);
  }
  return tone;
}

/** Draws one animal in the water and says in `parts` which pixels show it. */
export function drawAnimal(
  raster: Raster,
  look: SeaLook,
  pose: AnimalPose,
  index: number,
  parts: PartMap,
  skyline: Float32Array,
): void {
  const place = placer(pose);
  const body = coverPolygon(backOutline(pose.marks).map(place), raster.width, raster.height);
  const fin = coverPolygon(finOutline(pose.marks).map(place), raster.width, raster.height);
  const noise = valueNoise(hash32(pose.seed));
  const sample: Noise = { value: 0, slopeX: 0, slopeY: 0 };
  const waterRow = (column: number) => {
    noise.at(column / (pose.size * 0.55), 1.5, sample);
    let lift = sample.value * 0.07 * (0.4 + look.roughness);
    noise.at(column / (pose.size * 0.16), 7.5, sample);
    lift += sample.value * 0.03 * (0.4 + look.roughness);
    noise.at(column / (pose.size * 0.045), 3.5, sample);
    lift += sample.value * 0.011;
    // The sea's own waves, as far as they are not higher than the animal would stand for.
    const wave = clamp(skyline[column] - pose.y, -0.35 * pose.size, 0.5 * pose.size);
    return pose.y + wave - pose.size * (pose.water + lift);
  };
  const levels = new Float32Array(raster.width);
  for (let column = 0; column < raster.width; column += 1) levels[column] = waterRow(column);

  for (const [coverage, isFin] of [
    [body, false],
    [fin, true],
  ] as const) {
    if (coverage !== null) drawReflection(raster, look, coverage, levels, noise, isFin);
  }
  for (const [coverage, isFin] of [
    [body, false],
    [fin, true],
  ] as const) {
    if (coverage !== null) {
      drawSkin(
        raster,
        look,
        pose,
        coverage,
        levels,
        isFin,
        noise,
        parts,
        index * 2 + (isFin ? 2 : 1),
      );
    }
  }
  drawWaterline(raster, look, pose, [body, fin], levels, noise);
}

function drawSkin(
  raster: Raster,
  look: SeaLook,
  pose: AnimalPose,
  { left, top, width, height, cover }: Coverage,
  levels: Float32Array,
  isFin: boolean,
  noise: ReturnType<typeof valueNoise>,
  parts: PartMap,
  part: number,
): void {
  const { marks } = pose;
  const side = pose.side === 'left' ? marks.left : marks.right;
  const mottle = valueNoise(side.mottle);
  const sample: Noise = { value: 0, slopeX: 0, slopeY: 0 };
  const point: Point = { x: 0, y: 0 };
  const unplace = unplacer(pose);
  const crest = backHeight(0, marks);
  const blur = 0.7 / pose.size;
  const [sunX, sunY, sunZ] = look.sun;
  const towards = pose.side === 'left' ? 1 : -1;
  for (let y = 0; y < height; y += 1) {
    const row = top + y;
    for (let x = 0; x < width; x += 1) {
      const opacity = cover[y * width + x];
      if (opacity === 0) continue;
      const column = left + x;
      const above = levels[column] - row;
      // Just under the surface the skin still shines through.
      const sunk = above < 0 ? 0.42 * Math.exp(above / (0.07 * pose.size)) : 0;
      const shown = opacity * Math.max(smoothStep(-1.2, 1.2, above), sunk);
      if (shown < 0.02) continue;
      unplace(column + 0.5, row + 0.5, point);
      const ridge = backHeight(point.x, marks) - crest;
      const down = clamp((ridge - point.y) / (0.62 * crest), 0, 1);
      const flank = 0.1 + 0.5 * Math.pow(1 - down, 1.5);
      // A thin plate, rounded at its leading edge, that grows out of the back without a seam.
      const lead = smoothStep(0.25, -0.62, point.x - point.y * marks.shape.sweep);
      const plate = 0.02 + 0.6 * lead * lead + 0.16 * smoothStep(0.7, 0, point.y);
      const overBase = smoothStep(
        marks.shape.base / 2 + 0.55,
        marks.shape.base / 2 - 0.1,
        Math.abs(point.x - 0.05),
      );
      const isPlate =
        smoothStep(-0.4, 0.22, point.y - Math.min(0, ridge)) *
        Math.max(overBase, smoothStep(0.05, 0.2, point.y));
      const upward = clamp(mix(flank, plate, isPlate) + Math.sin(pose.roll) * 0.4, -0.2, 0.95);
      const across = towards * isPlate * (0.1 - lead * 0.5);
      mottle.at(point.x * 7, point.y * 7, sample);
      let tone = sample.value * 0.014;
      mottle.at(point.x * 31 + 9, point.y * 19, sample);
      tone += sample.value * 0.012;
      tone += markTone(side, point.x, point.y, blur);
      if (marks.saddle > 0) {
        const dx = (point.x - marks.shape.base * 0.75) / (marks.shape.base * 0.75);
        const dy = (point.y + 0.28) / 0.3;
        tone += marks.saddle * 0.22 * (1 - smoothStep(0.4, 1.1, dx * dx + dy * dy));
      }
      const skin = clamp(marks.skin * 0.78 + tone, 0.012, 0.75);
      const forward = -Math.sqrt(Math.max(0, 1 - upward * upward - across * across));
      const lit = Math.max(0, across * sunX + upward * sunY + forward * sunZ);
      // Wet skin mirrors the sky where it faces up, in broken patches as the water runs off.
      noise.at(point.x * 9 + 40, point.y * 14, sample);
      const wet = 0.5 + 0.5 * sample.value;
      const sheen = Math.pow(clamp(upward, 0, 1), 2) * (0.05 + 0.16 * wet) + 0.012;
      noise.at(point.x * 26, point.y * 45 + 3, sample);
      const spark =
        look.sunStrength *
        smoothStep(0.62, 0.95, sample.value) *
        Math.pow(clamp(upward, 0, 1), 2) *
        0.9;
      const colour: Colour = [0, 1, 2].map((channel) => {
        const ambient = mix(
          look.deep[channel] * 1.5 + look.skyLow[channel] * 0.3,
          look.skyHigh[channel],
          0.5 + 0.5 * upward,
        );
        const warm = [1.02, 1, 0.98][channel];
        return (
          skin * warm * (ambient * (0.55 + 0.45 * upward) + look.sunStrength * lit * 1.5) +
          sheen * look.skyHigh[channel] +
          spark
        );
      }) as unknown as Colour;
      const at = row * raster.width + column;
      blend(raster, at, colour, shown);
      // The plate of the fin is drawn on down into the back; that part of it is body.
      if (shown > 0.5) parts[at] = isFin && point.y < -0.03 ? part - 1 : part;
    }
  }
}

/** The dark shape in the water below, broken by the ripples. */
function drawReflection(
  raster: Raster,
  look: SeaLook,
  { left, top, width, height, cover }: Coverage,
  levels: Float32Array,
  noise: ReturnType<typeof valueNoise>,
  isFin: boolean,
): void {
  const sample: Noise = { value: 0, slopeX: 0, slopeY: 0 };
  const reach = height * (isFin ? 0.7 : 0.35);
  const dark: Colour = [look.deep[0] * 0.42, look.deep[1] * 0.42, look.deep[2] * 0.45];
  for (let x = 0; x < width; x += 1) {
    const column = left + x;
    const level = Math.round(levels[column]);
    for (let below = 0; below < reach; below += 1) {
      const row = level + below;
      if (row < 0 || row >= raster.height) continue;
      noise.at(column / (height * 0.3), row / (height * 0.05), sample);
      const wobble = sample.value * height * 0.1 * (0.3 + look.roughness);
      const sourceX = Math.round(x + wobble);
      const sourceY = level - Math.round(below * 1.15) - top;
      if (sourceX < 0 || sourceX >= width || sourceY < 0 || sourceY >= height) continue;
      const fade = 1 - below / reach;
      const opacity =
        cover[sourceY * width + sourceX] * fade * fade * (0.62 - 0.3 * look.roughness);
      if (opacity > 0.02) blend(raster, row * raster.width + column, dark, opacity);
    }
  }
}

/** Where skin and water meet: a bright rim, foam and thrown drops. */
function drawWaterline(
  raster: Raster,
  look: SeaLook,
  pose: AnimalPose,
  coverages: readonly (Coverage | null)[],
  levels: Float32Array,
  noise: ReturnType<typeof valueNoise>,
): void {
  const sample: Noise = { value: 0, slopeX: 0, slopeY: 0 };
  const white = mixColour(look.skyLow, [1, 1, 1], 0.35);
  for (const coverage of coverages) {
    if (coverage === null) continue;
    const { left, top, width, height, cover } = coverage;
    for (let x = 0; x < width; x += 1) {
      const column = left + x;
      const level = levels[column];
      const inside = Math.round(level) - top;
      if (inside < 0 || inside >= height || cover[inside * width + x] < 0.3) continue;
      noise.at(column / (pose.size * 0.42), 21, sample);
      const rim = clamp(sample.value * 1.1 + pose.splash * 0.5 - 0.1, 0, 1);
      if (rim === 0) continue;
      const rise = pose.size * (0.015 + 0.05 * rim + 0.09 * pose.splash * rim);
      const sink = pose.size * 0.03 * rim + 1;
      for (
        let row = Math.max(0, Math.floor(level - rise));
        row < Math.min(raster.height, level + sink);
        row += 1
      ) {
        const above = level - row;
        const off = above > 0 ? above / rise : -above / sink;
        // Torn foam: coarse and fine flecks, lying flat.
        noise.at(column / (pose.size * 0.05), row / (pose.size * 0.022), sample);
        let torn = sample.value * 0.6;
        noise.at(column / (pose.size * 0.016) + 7, row / (pose.size * 0.01), sample);
        torn += sample.value * 0.5;
        const opacity = smoothStep(0.05, 0.8, rim * 0.9 + torn * 0.8 - off * 0.75);
        if (opacity > 0.01) blend(raster, row * raster.width + column, white, opacity * 0.85);
      }
    }
  }
}
