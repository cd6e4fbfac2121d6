import type { BoxFacts } from '#terms/boxes/facts.ts';
import type { IndividualCard } from '#terms/identity/individuals.ts';
import type { IndividualsFilter, SortKey } from './individuals-store.ts';

/** Codes as a person counts them: ID2 before ID10. */
const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

const names = ({ code, name, aliases }: IndividualCard) => [code, name ?? '', ...aliases];

const fits: Record<IndividualsFilter['which'], (card: IndividualCard) => boolean> = {
  all: () => true,
  once: ({ sightings }) => sightings === 1,
  'one-side': ({ best, boxes }) => boxes > 0 && (best.left === null || best.right === null),
  'no-photo': ({ boxes }) => boxes === 0,
  dead: ({ vitalStatus }) => vitalStatus === 'dead',
};

/** Latest first, those never seen last. */
const newest = (a: number | null, b: number | null) => (b ?? -Infinity) - (a ?? -Infinity);

const orders: Record<SortKey, (a: IndividualCard, b: IndividualCard) => number> = {
  code: () => 0,
  // Those without a name come last.
  name: (a, b) =>
    Number(a.name === null) - Number(b.name === null) ||
    collator.compare(a.name ?? '', b.name ?? ''),
  sightings: (a, b) => b.sightings - a.sightings,
  photos: (a, b) => b.boxes - a.boxes,
  'last-seen': (a, b) => newest(a.lastMs, b.lastMs),
  'first-seen': (a, b) => newest(a.firstMs, b.firstMs),
};

/** Individuals that fit, in order; ties stand by their codes. */
export function listed(
  cards: readonly IndividualCard[],
  { text, species, which }: IndividualsFilter,
  sort: SortKey,
): IndividualCard[] {
  const words = text.trim().toLowerCase();
  return cards
    .filter(
      (card) =>
        fits[which](card) &&
        (species === null || card.species === species) &&
        (words === '' || names(card).some((name) => name.toLowerCase().includes(words))),
    )
    .sort((a, b) => orders[sort](a, b) || collator.compare(a.code, b.code));
}

/** Every species that somebody is of. */
export const speciesOf = (cards: readonly IndividualCard[]): string[] =>
  [...new Set(cards.flatMap(({ species }) => species ?? []))].sort(collator.compare);

/** What stands for an animal where there is room for one picture. */
export const facePhoto = ({ best }: IndividualCard): BoxFacts | null =>
  best.left ?? best.right ?? best.unknown;
