import type { IdentityBox } from '#catalog/queries/identity-boxes.ts';
import type { LearnedBox } from '#catalog/training/embedder-set.ts';

/** Species of the learned boxes in order of name, each with a number from 0; −1 where none is given. */
export function speciesOf(learned: readonly LearnedBox[]): {
  names: string[];
  numberOf: (box: Pick<IdentityBox, 'species'>) => number;
} {
  const names = [...new Set(learned.map(({ box }) => box.species))]
    .filter((name) => name !== null)
    .sort();
  return { names, numberOf: ({ species }) => (species === null ? -1 : names.indexOf(species)) };
}
