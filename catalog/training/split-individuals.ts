/** Parts identified boxes into those a network learns from and those it is judged by. */

export interface SplittableBox {
  boxId: number;
  individualId: number;
  encounter: string;
  /** Whether it may be a query; one that may not is left out where its encounter is judged by. */
  judged?: boolean;
}

interface SplitWishes {
  /** Share of boxes to be judged by. */
  validationShare: number;
  /** Share of queries whose animal the network has never met; no more of the individuals are kept out. */
  newShare: number;
  seed: number;
}

interface IdentitySplit {
  /** Learned from, and what queries are compared with. */
  train: number[];
  /** Queries; no encounter of theirs is learned from. */
  validation: number[];
  /** Individuals kept out of training altogether. */
  heldOut: number[];
  /** On neither side: boxes of held-out individuals from encounters that are learned from, and boxes of
   * the others that are not to be judged by. */
  unused: number[];
}

/** Draws to choose from, the best one wins; large catalogues, near the shares at the first one, have few. */
const drawsFor = (boxes: number): number =>
  Math.min(600, Math.max(4, Math.round(250_000 / Math.max(1, boxes))));

/**
 * The split: whole encounters go to validation, so that no two photos of one sighting stand on both
 * sides, and some individuals are held out altogether, so that some queries are of new animals. Of
 * many seeded draws the one nearest the wished shares that leaves fewest boxes unused is taken; every other
 * individual keeps at least one box to be learned from. The same boxes and wishes give the same split.
 */
export function splitIndividuals(
  boxes: readonly SplittableBox[],
  wishes: SplitWishes,
): IdentitySplit {
  const ordered = [...boxes].sort((a, b) => a.boxId - b.boxId);
  const season = seasonOf(ordered);
  let best: { split: IdentitySplit; cost: number } | undefined;
  for (let draw = 0; draw < drawsFor(ordered.length); draw += 1) {
    const split = drawSplit(season, wishes, randomFrom(wishes.seed * 1000 + draw));
    const cost = distance(split, season, wishes);
    if (best === undefined || cost < best.cost) best = { split, cost };
  }
  return best?.split ?? { train: [], validation: [], heldOut: [], unused: [] };
}

/** The boxes, and what is the same in every draw. */
interface Season {
  boxes: readonly SplittableBox[];
  byEncounter: ReadonlyMap<string, readonly SplittableBox[]>;
  /** Boxes of each individual. */
  photos: ReadonlyMap<number, number>;
  /** Boxes that may be queries. */
  judgeable: number;
}

const seasonOf = (boxes: readonly SplittableBox[]): Season => ({
  boxes,
  byEncounter: groupBy(boxes, ({ encounter }) => encounter),
  photos: countBy(boxes, ({ individualId }) => individualId),
  judgeable: boxes.filter(({ judged = true }) => judged).length,
});

function drawSplit(
  { boxes, byEncounter, photos }: Season,
  { validationShare, newShare }: SplitWishes,
  random: () => number,
): IdentitySplit {
  const individuals = [...photos.keys()];
  const target = validationShare * boxes.length;
  // Where animals are met alone, few of them make up the share and all their photos are queries; where many are met
  // together, the share of queries is the share of animals.
  const most = Math.round(newShare * individuals.length);
  const fewest = Math.round((newShare * target * individuals.length) / boxes.length);
  const wished = fewest + Math.floor(random() * Math.max(1, most - fewest + 1));
  // Two animals must stay, or there is nothing to tell apart.
  const count =
    newShare === 0 ? 0 : Math.max(0, Math.min(Math.max(1, wished), individuals.length - 2));
  const heldOut = new Set(shuffled(individuals, random).slice(0, count));
  const left = new Map(photos);
  const chosen = new Set<string>();
  let taken = 0;
  const hasNew = (encounter: string) =>
    byEncounter.get(encounter)?.some(({ individualId }) => heldOut.has(individualId)) ?? false;
  const order = shuffled([...byEncounter.keys()], random);
  for (const encounter of [...order.filter(hasNew), ...order.filter((one) => !hasNew(one))]) {
    if (taken >= target) break;
    const inside = byEncounter.get(encounter) ?? [];
    // One that overshoots by more than it adds below the target leaves room for a smaller one.
    if (taken > 0 && taken + inside.length - target > target - taken) continue;
    const own = countBy(inside, ({ individualId }) => individualId);
    const orphans = [...own].some(
      ([individual, n]) => !heldOut.has(individual) && (left.get(individual) ?? 0) <= n,
    );
    if (orphans) continue;
    for (const [individual, n] of own) left.set(individual, (left.get(individual) ?? 0) - n);
    chosen.add(encounter);
    taken += inside.length;
  }
  const split: IdentitySplit = { train: [], validation: [], heldOut: [...heldOut], unused: [] };
  for (const { boxId, individualId, encounter, judged = true } of boxes) {
    if (chosen.has(encounter)) (judged ? split.validation : split.unused).push(boxId);
    else if (heldOut.has(individualId)) split.unused.push(boxId);
    else split.train.push(boxId);
  }
  return split;
}

/**
 * How far a draw is from what was wished: both shares, boxes of no use, known animals that are never asked for, and
 * queries of animals that have lost most of their photos to validation, so that there is little to
 * learn them from.
 */
function distance(
  { validation, heldOut, train, unused }: IdentitySplit,
  { boxes, photos, judgeable }: Season,
  { validationShare, newShare }: SplitWishes,
): number {
  if (validation.length === 0 || train.length === 0) return Infinity;
  const asked = new Set(validation);
  const unknown = new Set(heldOut);
  const queries = boxes.filter(({ boxId }) => asked.has(boxId));
  const news = queries.filter(({ individualId }) => unknown.has(individualId)).length;
  const known = new Set(queries.map(({ individualId }) => individualId)).size;
  const learned = new Set(train);
  const kept = countBy(
    boxes.filter(({ boxId }) => learned.has(boxId)),
    ({ individualId }) => individualId,
  );
  const starved = queries.filter(
    ({ individualId }) =>
      !unknown.has(individualId) &&
      (kept.get(individualId) ?? 0) < (photos.get(individualId) ?? 0) / 2,
  ).length;
  return (
    2 * Math.abs(news / queries.length - newShare) +
    Math.abs(queries.length / judgeable - validationShare) +
    unused.length / boxes.length +
    0.2 * (1 - known / photos.size) +
    (0.5 * starved) / queries.length
  );
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

function countBy<Item>(items: readonly Item[], keyOf: (item: Item) => number): Map<number, number> {
  const counts = new Map<number, number>();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return counts;
}

function shuffled<Item>(items: readonly Item[], random: () => number): Item[] {
  const order = [...items];
  for (let at = order.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [order[at], order[other]] = [order[other], order[at]];
  }
  return order;
}

/** Mulberry32: numbers of [0, 1) from a seed, the same on every machine. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
