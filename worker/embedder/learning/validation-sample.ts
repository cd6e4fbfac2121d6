import type { EmbedderSet } from '#catalog/training/embedder-set.ts';

type Judged = Pick<EmbedderSet, 'queries' | 'gallery'>;

/** Pictures that a validation between two epochs embeds at most; the report at the end takes all. */
const validationLimits = { queries: 1000, gallery: 4000 } as const;

/**
 * A part of a large set for the curves: queries evenly spread, all photos of their animals, and of the
 * others as many as there is room for. A small set as it is.
 */
export function validationSample<Whole extends Judged>(
  set: Whole,
  limits: { queries: number; gallery: number } = validationLimits,
): Whole {
  const queries = evenly(set.queries, limits.queries);
  if (set.gallery.length <= limits.gallery) return { ...set, queries };
  const asked = new Set(queries.map(({ individualId }) => individualId));
  const own = set.gallery.filter(({ individualId }) => asked.has(individualId));
  const others = set.gallery.filter(({ individualId }) => !asked.has(individualId));
  const room = Math.max(0, limits.gallery - own.length);
  return { ...set, queries, gallery: [...own, ...evenly(others, room)] };
}

function evenly<Item>(items: readonly Item[], count: number): Item[] {
  if (items.length <= count) return [...items];
  return Array.from({ length: count }, (_, at) => items[Math.floor((at * items.length) / count)]);
}
