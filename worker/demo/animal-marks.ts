import { randomOf, type Random } from './random.ts';

/** Outline of a dorsal fin in lengths of its height; numbers vary within a species. */
interface FinShape {
  /** Length of the base. */
  base: number;
  /** How far the tip lies behind the middle of the base. */
  sweep: number;
  /** How hollow the trailing edge is. */
  hollow: number;
  /** How full the leading edge is. */
  fullness: number;
  /** Roundness of the tip. */
  tip: number;
}

/** A piece missing from the trailing edge (or, rarely, the leading one). */
export interface Notch {
  /** Along the trailing edge, 0 at the tip, 1 at the base; negative runs down the leading edge. */
  at: number;
  /** Fin heights. */
  depth: number;
  width: number;
  /** 0 is a V, 1 a U. */
  round: number;
}

/** A line of lighter skin: a curve in fin coordinates. */
interface Scratch {
  x: number;
  y: number;
  angle: number;
  length: number;
  bend: number;
  width: number;
  /** Lighter (positive) or darker than the skin. */
  tone: number;
}

export interface Patch {
  x: number;
  y: number;
  radiusX: number;
  radiusY: number;
  tone: number;
}

/** What one side of an animal shows. */
export interface SideMarks {
  scratches: Scratch[];
  patches: Patch[];
  /** Seed of the mottling. */
  mottle: number;
}

/** What makes an individual: notches belong to both sides, scratches and pigment to one. */
export interface AnimalMarks {
  shape: FinShape;
  notches: Notch[];
  left: SideMarks;
  right: SideMarks;
  /** Reflectance of the skin, 0–1. */
  skin: number;
  /** A paler saddle behind the fin, 0–1. */
  saddle: number;
  /** Height of the fin as a part of the visible back's length. */
  finHeight: number;
}

/** Mean shapes of a few species groups; the numbers are ours, drawn after field guides' descriptions. */
export const finFamilies = {
  'bottlenose dolphin': {
    base: 1.35,
    sweep: 0.52,
    hollow: 0.2,
    fullness: 0.3,
    tip: 0.05,
    finHeight: 0.2,
    skin: 0.16,
    saddle: 0,
  },
  'common dolphin': {
    base: 1.2,
    sweep: 0.55,
    hollow: 0.22,
    fullness: 0.25,
    tip: 0.03,
    finHeight: 0.21,
    skin: 0.12,
    saddle: 0.25,
  },
  'fin whale': {
    base: 1.7,
    sweep: 1.05,
    hollow: 0.28,
    fullness: 0.12,
    tip: 0.08,
    finHeight: 0.085,
    skin: 0.13,
    saddle: 0,
  },
  'pilot whale': {
    base: 2.0,
    sweep: 0.75,
    hollow: 0.34,
    fullness: 0.45,
    tip: 0.14,
    finHeight: 0.15,
    skin: 0.06,
    saddle: 0.2,
  },
  'killer whale': {
    base: 0.95,
    sweep: 0.32,
    hollow: 0.08,
    fullness: 0.2,
    tip: 0.05,
    finHeight: 0.32,
    skin: 0.05,
    saddle: 0.7,
  },
  'humpback whale': {
    base: 2.1,
    sweep: 0.7,
    hollow: 0.12,
    fullness: 0.35,
    tip: 0.18,
    finHeight: 0.08,
    skin: 0.09,
    saddle: 0,
  },
} as const;
export type FinFamily = keyof typeof finFamilies;

function drawNotches(random: Random, distinctiveness: number): Notch[] {
  const count = Math.max(0, Math.round(1 + distinctiveness * 4.5 + random.normal() * 0.9));
  const notches: Notch[] = [];
  for (let tries = 0; notches.length < count && tries < 60; tries += 1) {
    const large = random.chance(0.3);
    const depth = large ? random.range(0.06, 0.13) : random.range(0.015, 0.055);
    const notch = {
      at: random.chance(0.06) ? -random.range(0.1, 0.7) : random.range(0.03, 0.88),
      depth: depth * (0.7 + 0.5 * distinctiveness),
      width: depth * random.range(0.6, 1.7),
      round: random.next(),
    };
    if (
      notches.every((other) => Math.abs(other.at - notch.at) > (other.width + notch.width) * 0.55)
    ) {
      notches.push(notch);
    }
  }
  return notches.sort((a, b) => a.at - b.at);
}

function drawSide(random: Random, distinctiveness: number): SideMarks {
  const scratches: Scratch[] = [];
  const rakes = random.whole(0, 1 + Math.round(distinctiveness * 3));
  for (let rake = 0; rake < rakes; rake += 1) {
    const x = random.range(-0.5, 0.9);
    const y = random.range(-0.35, 0.8);
    const angle = random.range(0, Math.PI);
    const gap = random.range(0.02, 0.04);
    const lines = random.whole(2, 6);
    const length = random.range(0.15, 0.6);
    for (let line = 0; line < lines; line += 1) {
      const off = (line - lines / 2) * gap;
      scratches.push({
        x: x - Math.sin(angle) * off,
        y: y + Math.cos(angle) * off,
        angle: angle + random.normal() * 0.03,
        length: length * random.range(0.7, 1.1),
        bend: random.normal() * 0.15,
        width: random.range(0.004, 0.009),
        tone: random.range(0.05, 0.16),
      });
    }
  }
  const single = random.whole(2, 8);
  for (let line = 0; line < single; line += 1) {
    scratches.push({
      x: random.range(-0.7, 1.4),
      y: random.range(-0.5, 0.9),
      angle: random.range(0, Math.PI),
      length: random.range(0.08, 0.5),
      bend: random.normal() * 0.3,
      width: random.range(0.004, 0.014),
      tone: random.chance(0.8) ? random.range(0.04, 0.2) : -0.05,
    });
  }
  const patches: Patch[] = [];
  const blotches = random.whole(0, 2 + Math.round(distinctiveness * 3));
  for (let blotch = 0; blotch < blotches; blotch += 1) {
    const radius = random.range(0.02, 0.12);
    patches.push({
      x: random.range(-0.6, 1.2),
      y: random.range(-0.4, 0.8),
      radiusX: radius,
      radiusY: radius * random.range(0.4, 1),
      tone: random.chance(0.7) ? random.range(0.04, 0.18) : -random.range(0.03, 0.06),
    });
  }
  return { scratches, patches, mottle: random.whole(1, 2 ** 30) };
}

/**
 * The marks of an individual, the same whenever it is drawn.
 *
 * @param leastMarked distinctiveness 0…1 of the least marked animals
 */
export function marksOf(
  seed: number,
  individual: number,
  family: FinFamily,
  leastMarked = 0.15,
): AnimalMarks {
  const random = randomOf(seed, 'animal', individual);
  const mean = finFamilies[family];
  const vary = (value: number, spread: number) => value * (1 + random.normal() * spread);
  const distinctiveness = random.range(leastMarked, 1);
  return {
    shape: {
      base: vary(mean.base, 0.07),
      sweep: vary(mean.sweep, 0.12),
      hollow: vary(mean.hollow, 0.2),
      fullness: vary(mean.fullness, 0.2),
      tip: vary(mean.tip, 0.4),
    },
    notches: drawNotches(random, distinctiveness),
    left: drawSide(randomOf(seed, 'left side', individual), distinctiveness),
    right: drawSide(randomOf(seed, 'right side', individual), distinctiveness),
    skin: Math.max(0.03, vary(mean.skin, 0.18)),
    saddle: Math.max(0, vary(mean.saddle, 0.3)),
    finHeight: vary(mean.finHeight, 0.08),
  };
}
