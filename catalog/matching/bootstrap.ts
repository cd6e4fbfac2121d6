/** Intervals of a figure by drawing its cases anew (Efron 1979), the same for the same seed. */

/** Whole numbers below `limit`, from a seed: a counter through a mixing function. */
export function seededIntegers(seed: number): (limit: number) => number {
  let state = seed >>> 0;
  return (limit) => {
    state = (state + 0x9e3779b9) >>> 0;
    let h = state;
    h = Math.imul(h ^ (h >>> 16), 0x7feb352d);
    h = Math.imul(h ^ (h >>> 15), 0x846ca68b);
    return Math.floor(((h ^ (h >>> 16)) >>> 0) * (limit / 2 ** 32));
  };
}

export interface BootstrapOptions {
  seed: number;
  /** Drawings; default 1,000. */
  rounds?: number;
  /** Share of drawings inside the interval; default 0.95. */
  level?: number;
  /**
   * Cases of one group are drawn together, since they are not independent: the photos of one animal,
   * or of one encounter. The group of each case; each its own if not given.
   */
  groups?: readonly (string | number)[];
}

/**
 * The interval between the percentiles of a figure over drawn cases.
 * @param figure of some cases, by their numbers; a drawing in which it is no number does not count
 * @returns null where there are fewer than two groups, so nothing can be said
 */
export function bootstrapInterval(
  count: number,
  figure: (cases: readonly number[]) => number,
  { seed, rounds = 1000, level = 0.95, groups }: BootstrapOptions,
): [number, number] | null {
  const byGroup = new Map<string | number, number[]>();
  for (let at = 0; at < count; at++) {
    const group = groups?.[at] ?? at;
    const members = byGroup.get(group);
    if (members) members.push(at);
    else byGroup.set(group, [at]);
  }
  const clusters = [...byGroup.values()];
  if (clusters.length < 2) return null;
  const below = seededIntegers(seed);
  const figures: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const drawn: number[] = [];
    for (let draw = 0; draw < clusters.length; draw++)
      drawn.push(...(clusters[below(clusters.length)] ?? []));
    const value = figure(drawn);
    if (Number.isFinite(value)) figures.push(value);
  }
  if (figures.length === 0) return null;
  figures.sort((a, b) => a - b);
  const at = (share: number) => figures[Math.round(share * (figures.length - 1))] ?? NaN;
  return [at((1 - level) / 2), at((1 + level) / 2)];
}
