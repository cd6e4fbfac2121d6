import { useQuery } from '@tanstack/react-query';
import type { BoxFacts } from '#terms/boxes/facts.ts';
import type { MatchFilter, Ranking } from '#terms/matching/ranking.ts';
import type { Pooling } from '#terms/matching/pooling.ts';
import { api } from '../client/connection.ts';
import { queryClient } from '../client/queries.ts';
import { useIdentify } from './identify-store.ts';

/** Animals that a ranking is asked for; the others follow without a score. */
const RANKED = 50;

/** What of a candidate is compared with a query, as the person chose it. */
interface Evidence {
  sameSide: boolean;
  minQuality: number;
  pooling: Pooling;
}

/** A side that nobody said cannot be asked for. */
const filterOf = ({ side }: Pick<BoxFacts, 'side'>, evidence: Evidence): MatchFilter => ({
  ...(evidence.sameSide && side !== 'unknown' ? { side } : {}),
  ...(evidence.minQuality > 1 ? { minQuality: evidence.minQuality } : {}),
});

const optionsOf = (boxes: readonly BoxFacts[], evidence: Evidence) => {
  const boxIds = boxes.map(({ boxId }) => boxId);
  const filter = boxes[0] === undefined ? {} : filterOf(boxes[0], evidence);
  const { pooling } = evidence;
  return {
    queryKey: ['matching', 'candidates', boxIds, filter, pooling] as const,
    queryFn: () => api.matching.candidates({ boxIds, filter, pooling, limit: RANKED }),
  };
};

export const useEvidence = (): Evidence => {
  const sameSide = useIdentify((state) => state.sameSide);
  const minQuality = useIdentify((state) => state.minQuality);
  const pooling = useIdentify((state) => state.pooling);
  return { sameSide, minQuality, pooling };
};

/** The same outside of what is drawn. */
export function evidenceNow(): Evidence {
  const { sameSide, minQuality, pooling } = useIdentify.getState();
  return { sameSide, minQuality, pooling };
}

/** Who the fins may show, all of them taken together. */
export function useRanking(boxes: readonly BoxFacts[]) {
  const evidence = useEvidence();
  return useQuery({
    ...optionsOf(boxes, evidence),
    enabled: boxes.length > 0,
    // While a photo is added to the query the strip stays; another fin's strip is never shown.
    placeholderData: (before: Ranking | undefined, query) =>
      query?.queryKey[2][0] === boxes[0]?.boxId ? before : undefined,
  });
}

/** What was made ready before it is looked at is kept this long for it. */
export const KEPT_MS = 30 * 60_000;

/** Asks for the ranking of a fin that comes next, so that it stands there at once. */
export function prefetchRanking(box: BoxFacts, evidence: Evidence): Promise<Ranking | undefined> {
  return queryClient
    .fetchQuery({ ...optionsOf([box], evidence), staleTime: 30_000, gcTime: KEPT_MS })
    .catch(() => undefined);
}
