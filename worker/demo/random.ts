/**
 * Random numbers for drawn pictures: the same on every machine for the same seed, and independent
 * between named streams, so that a change to one part of a picture does not reshuffle the others.
 */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  range(low: number, high: number): number;
  /** Whole number in [low, high]. */
  whole(low: number, high: number): number;
  /** Mean 0, deviation 1. */
  normal(): number;
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
}

/** 32-bit finaliser of MurmurHash3 (Appleby, public domain): every input bit reaches every output bit. */
export function hash32(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

function seedOf(labels: readonly (string | number)[]): number {
  let seed = 0x9e3779b9;
  for (const label of labels) {
    if (typeof label === 'number') seed = hash32(seed ^ hash32(label));
    else for (let i = 0; i < label.length; i += 1) seed = hash32(seed ^ label.charCodeAt(i));
    seed = (seed + 0x9e3779b9) >>> 0;
  }
  return seed;
}

/** A stream named by its labels, such as `randomOf(7, 'individual', 12)`. */
export function randomOf(...labels: (string | number)[]): Random {
  const seed = seedOf(labels);
  let counter = 0;
  const next = () => {
    counter += 1;
    return hash32(seed ^ hash32(counter)) / 2 ** 32;
  };
  return {
    next,
    range: (low, high) => low + (high - low) * next(),
    whole: (low, high) => low + Math.floor((high - low + 1) * next()),
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    chance: (probability) => next() < probability,
    pick: (items) => items[Math.floor(next() * items.length)],
  };
}
