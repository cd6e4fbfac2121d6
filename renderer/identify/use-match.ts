import { useEffect, useMemo } from 'react';
import type { BoxFacts } from '#terms/boxes/facts.ts';
import type { QueuedBox } from '#terms/identity/queue.ts';
import type { Ranking } from '#terms/matching/ranking.ts';
import {
  byHand,
  byNetwork,
  claimedFirst,
  photosByNetwork,
  prefetchBoxesOf,
  useBlindFor,
  useBoxesOf,
  useIndividuals,
  type Candidate,
} from './candidates.ts';
import { useIdentify } from './identify-store.ts';
import { useSayWhereGone, useSayWhoDecided } from './meanwhile.ts';
import type { ShownQueue } from './queue.ts';
import { prefetchRanking, useEvidence, useRanking } from './ranking.ts';

/** What the match page shows, worked out of the queue, the ranking and what the person chose. */
export interface ShownMatch {
  current: QueuedBox | null;
  /** The fins that get the verdict: the one in question first. */
  ours: QueuedBox[];
  left: QueuedBox | null;
  /** Other fins of the encounter that wait. */
  others: QueuedBox[];
  next: QueuedBox | null;
  candidates: Candidate[];
  chosen: number;
  candidate: Candidate | null;
  /** Photos of the chosen candidate, in the order in which they are gone through. */
  photos: BoxFacts[];
  right: BoxFacts | null;
  following: Candidate | null;
  ranking: Ranking | null;
  /** Whether the candidates are on their way; everything that is needed less waits for them. */
  isRanking: boolean;
  isPending: boolean;
}

/** A person has seen what stands first after this long; from then on it stays where it is. */
const SETTLED_MS = 300;

/** Photos that show the query's side come first. */
const sideFirst = (box: BoxFacts, query: QueuedBox | null) =>
  query === null || query.side === 'unknown' || box.side === query.side
    ? 0
    : box.side === 'unknown'
      ? 1
      : 2;

export function useMatch({ current, rows, index, apart }: ShownQueue): ShownMatch {
  const also = useIdentify((state) => state.also);
  const strip = useIdentify((state) => state.strip);
  const photo = useIdentify((state) => state.photo);
  const queryPhoto = useIdentify((state) => state.queryPhoto);
  const candidateKey = useIdentify((state) => state.candidateKey);
  const evidence = useEvidence();
  const others = rows.filter(
    (row) => row.boxId !== current?.boxId && row.encounterId === current?.encounterId,
  );
  const ours = current === null ? [] : [current, ...others.filter((row) => also.has(row.boxId))];
  const { data: ranking, isPending: isRanking } = useRanking(ours);
  const blindFor = useBlindFor(current);
  const { data: cards, isPending: isListing } = useIndividuals(!isRanking, blindFor);
  const candidates = useMemo(() => {
    if (current === null || ranking === undefined) return [];
    // Nobody stands there before everybody is known: "new" would be what the person sees first.
    if (ranking.lacks !== null)
      return cards === undefined ? [] : claimedFirst(byHand(cards, current), cards, apart);
    return strip === 'photos'
      ? photosByNetwork(ranking)
      : claimedFirst(byNetwork(ranking, cards ?? [], current), cards ?? [], apart);
  }, [current, cards, ranking, apart, strip]);
  const place = candidates.findIndex(({ key }) => key === candidateKey);
  const chosen = Math.max(0, place);
  const candidate = candidates[chosen] ?? null;
  useStayWhereSeen(candidate, candidateKey);
  useStayWithFin(current);
  useSayWhoDecided(rows);
  useSayWhereGone(candidateKey, place === -1 && candidates.length > 0 && cards !== undefined);

  const { data: theirs = [] } = useBoxesOf(candidate?.individualId ?? null, blindFor);
  const bestId = candidate?.best?.boxId;
  // The fin itself is no evidence, and would tell a second reviewer the first one's word.
  const photos = useMemo(
    () =>
      theirs
        .filter(({ boxId }) => boxId !== current?.boxId)
        .toSorted(
          (a, b) =>
            Number(b.boxId === bestId) - Number(a.boxId === bestId) ||
            sideFirst(a, current) - sideFirst(b, current),
        ),
    [theirs, current, bestId],
  );
  const following = candidates[chosen + 1] ?? null;
  const followingId = following?.individualId ?? null;
  useEffect(() => {
    if (followingId !== null) void prefetchBoxesOf(followingId, blindFor);
  }, [followingId, blindFor]);

  const next =
    rows.slice(index + 1).find(({ boxId }) => !also.has(boxId)) ?? rows[index - 1] ?? null;
  useEffect(() => {
    // A second reviewer is not told of the next fin what may depend on this one.
    if (next !== null && !isRanking && blindFor === null)
      void prefetchRanking(next, evidence).then((ahead) => {
        const first = ahead?.candidates[0]?.individualId ?? null;
        return first === null ? undefined : prefetchBoxesOf(first);
      });
    // A queue that is asked for again holds the same fin as another object.
    // oxlint-disable-next-line react/exhaustive-deps -- only another fin or rule is asked for
  }, [next?.boxId, isRanking, evidence.sameSide, evidence.minQuality, evidence.pooling]);
  return {
    current,
    ours,
    left: ours[queryPhoto] ?? current,
    others,
    next,
    candidates,
    chosen,
    candidate,
    photos,
    right: photos[photo] ?? candidate?.best ?? null,
    following,
    ranking: ranking ?? null,
    isRanking,
    isPending: isRanking || (isListing && ranking?.lacks !== null),
  };
}

/** A ranking that is asked for again does not put somebody else under the person's eyes. */
function useStayWhereSeen(candidate: Candidate | null, candidateKey: string | null): void {
  const key = candidate?.key ?? null;
  useEffect(() => {
    if (key === null || candidateKey !== null) return undefined;
    const timer = setTimeout(() => useIdentify.setState({ candidateKey: key }), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [key, candidateKey]);
}

/** A queue that is put into another order meanwhile does not take the fin away. */
function useStayWithFin(current: QueuedBox | null): void {
  const id = current?.boxId ?? null;
  useEffect(() => {
    if (id === null) return undefined;
    const timer = setTimeout(() => {
      if (useIdentify.getState().boxId === null) useIdentify.setState({ boxId: id });
    }, SETTLED_MS);
    return () => clearTimeout(timer);
  }, [id]);
}
