/** Parts of the judged photos, so that what is chosen on some is judged on others. */
import { seededIntegers } from './bootstrap.ts';

/** Parts that are made where nobody asks for another number. */
export const usualFolds = 5;

/**
 * The fold of each case, 0 … folds − 1. Cases of one group, such as the photos of one animal, stay together; groups
 * of each kind are dealt out in turn, in an order drawn by the seed, so that every fold has about as many of a kind.
 *
 * @param kinds what must be spread evenly, such as whether the animal is known
 */
export function dealFolds(
  groups: readonly number[],
  kinds: readonly boolean[],
  { seed, folds = usualFolds }: { seed: number; folds?: number },
): number[] {
  const below = seededIntegers(seed);
  const foldOf = new Map<number, number>();
  let next = 0;
  for (const kind of [true, false]) {
    const own = [...new Set(groups.filter((_, at) => kinds[at] === kind))]
      .filter((group) => !foldOf.has(group))
      .sort((a, b) => a - b);
    while (own.length > 0) {
      const [group] = own.splice(below(own.length), 1);
      if (group !== undefined) foldOf.set(group, next++ % folds);
    }
  }
  return groups.map((group) => foldOf.get(group) ?? 0);
}
