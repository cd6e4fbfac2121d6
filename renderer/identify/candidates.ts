import { useQuery } from '@tanstack/react-query';
import type { BoxFacts } from '#terms/boxes/facts.ts';
import type { Disagreement, GivenVerdict } from '#terms/identity/second-review.ts';
import type { IndividualCard } from '#terms/identity/individuals.ts';
import type { QueuedBox } from '#terms/identity/queue.ts';
import type { RankedCandidate, RankedImage, Ranking } from '#terms/matching/ranking.ts';
import { api } from '../client/connection.ts';
import { queryClient } from '../client/queries.ts';
import { useIdentify } from './identify-store.ts';

/** Somebody whom the query may show, or nobody yet: `individualId` null is a new animal. */
export interface Candidate extends Omit<RankedCandidate, 'score' | 'bestBox'> {
  /** Names it in the strip, whatever its place there. */
  key: string;
  /** What ranked it; null where there is no network and a person browses by hand. */
  score: number | null;
  best: BoxFacts | null;
}

/**
 * The fin that a second reviewer judges, without which animals are asked for; null for everybody else, who is told
 * everything.
 */
export const useBlindFor = (box: QueuedBox | null): number | null => {
  const round = useIdentify((state) => state.round);
  return round === 'second' ? (box?.boxId ?? null) : null;
};

const atHand = (blindFor: number | null) =>
  blindFor === null ? {} : { context: { atHand: [blindFor] } };

export const individualsQuery = (blindFor: number | null = null) => ({
  queryKey: ['individuals', 'list', blindFor],
  queryFn: () => api.individuals.list(undefined, atHand(blindFor)),
});

/** @param isWanted false leaves it for later: the list of a large catalogue is long */
export const useIndividuals = (isWanted = true, blindFor: number | null = null) =>
  useQuery({ ...individualsQuery(blindFor), enabled: isWanted });

const boxesQuery = (individualId: number, blindFor: number | null) => ({
  queryKey: ['individuals', 'boxes', individualId, blindFor],
  queryFn: () => api.individuals.boxes({ individualId }, atHand(blindFor)),
});

/** Photos of an individual, the best first. */
export const useBoxesOf = (individualId: number | null, blindFor: number | null = null) =>
  useQuery({ ...boxesQuery(individualId ?? 0, blindFor), enabled: individualId !== null });

export const prefetchBoxesOf = (individualId: number, blindFor: number | null = null) =>
  queryClient.prefetchQuery(boxesQuery(individualId, blindFor));

/**
 * The best picture to compare with: of the query's own side where there is one, then one whose side
 * nobody said; never the query itself, which would tell a second reviewer the first one's word.
 */
function bestFor(card: IndividualCard, query: QueuedBox): BoxFacts | null {
  const { left, right, unknown } = card.best;
  const order = query.side === 'right' ? [right, unknown, left] : [left, unknown, right];
  return order.find((box) => box !== null && box.boxId !== query.boxId) ?? null;
}

/** Whether an animal is known by nothing but the fin in question. */
const isOnlyQuery = (card: IndividualCard, query: QueuedBox) =>
  card.boxes === 1 &&
  Object.values(card.best).some((box) => box !== null && box.boxId === query.boxId);

type Said = Pick<Candidate, 'score' | 'probability' | 'n'>;

const unsaid: Said = { score: null, probability: null, n: null };

const candidateOf = (card: IndividualCard, best: BoxFacts | null, said: Said): Candidate => ({
  key: `i${card.id}`,
  individualId: card.id,
  code: card.code,
  name: card.name,
  score: said.score,
  probability: said.probability,
  n: said.n,
  best,
  sightings: card.sightings,
  photos: card.boxes,
  lastMs: card.lastMs,
});

/** "None of these": stands where it ranks, or last where nothing ranks. */
const newCandidate: Candidate = {
  key: 'new',
  individualId: null,
  code: 'NEW',
  name: null,
  ...unsaid,
  best: null,
  sightings: 0,
  photos: 0,
  lastMs: null,
};

/** Everybody in the catalogue, those first whose side can be compared; for browsing by hand. */
export function byHand(cards: readonly IndividualCard[], query: QueuedBox): Candidate[] {
  const known = cards
    .filter((card) => !isOnlyQuery(card, query) && card.boxes > 0)
    .map((card) => candidateOf(card, bestFor(card, query), unsaid));
  const comparable = ({ best }: Candidate) =>
    best !== null && (query.side === 'unknown' || best.side === query.side) ? 0 : 1;
  return [...known.sort((a, b) => comparable(a) - comparable(b)), newCandidate];
}

type Ranked = RankedCandidate | RankedImage;

const rankedAs = (
  { individualId, code, name, score, probability, n, sightings, photos, lastMs }: Ranked,
  key: string,
  best: BoxFacts | null,
): Candidate => ({
  key,
  individualId,
  code,
  name,
  score,
  probability,
  n,
  best,
  sightings,
  photos,
  lastMs,
});

/**
 * Animals in the order of the network, "new" where it ranks; then everybody who was not ranked, so that
 * nobody is out of reach.
 *
 * @param cards everybody; empty while that is not known yet
 */
export function byNetwork(
  { candidates }: Ranking,
  cards: readonly IndividualCard[],
  query: QueuedBox,
): Candidate[] {
  const ranked = candidates.map((one) =>
    rankedAs(one, one.individualId === null ? 'new' : `i${one.individualId}`, one.bestBox),
  );
  const listed = new Set(ranked.map(({ key }) => key));
  return [...ranked, ...byHand(cards, query).filter(({ key }) => !listed.has(key))];
}

/** Single photos in order of likeness, each standing for its animal; "new" last. */
export function photosByNetwork({ images }: Ranking): Candidate[] {
  return [
    ...images.map((one) => ({
      ...rankedAs(one, `b${one.box.boxId}`, one.box),
      lastMs: one.box.takenMs,
    })),
    newCandidate,
  ];
}

/** The candidate that a verdict stands for; null where it names nobody and is not "new". */
export const claimKey = ({ verdict, individualId }: GivenVerdict): string | null =>
  individualId === null ? (verdict === 'new' ? 'new' : null) : `i${individualId}`;

/**
 * What two reviewers said stands first, for who settles it: also an animal that only the fin in question shows,
 * which is nobody's candidate otherwise.
 *
 * @param cards everybody
 */
export function claimedFirst(
  candidates: readonly Candidate[],
  cards: readonly IndividualCard[],
  apart: Disagreement | undefined,
): Candidate[] {
  if (apart === undefined) return [...candidates];
  const claims = [claimKey(apart.first), claimKey(apart.second)].filter((key) => key !== null);
  const missing = cards
    .filter(
      ({ id }) => claims.includes(`i${id}`) && !candidates.some(({ key }) => key === `i${id}`),
    )
    .map((card) => candidateOf(card, null, unsaid));
  const place = ({ key }: Candidate) => {
    const index = claims.indexOf(key);
    return index === -1 ? claims.length : index;
  };
  return [...candidates, ...missing].toSorted((a, b) => place(a) - place(b));
}
