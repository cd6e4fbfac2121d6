import { useQuery } from '@tanstack/react-query';
import type { LikelyDuplicate, LikelyMixUp } from '#terms/matching/suspicions.ts';
import { api } from '../client/connection.ts';
import { queryClient } from '../client/queries.ts';

const duplicatesKey = ['matching', 'duplicates'] as const;
const mixUpsKey = ['matching', 'mix-ups'] as const;

/** Pairs of animals that may be one. */
export const useDuplicates = () =>
  useQuery({
    queryKey: duplicatesKey,
    queryFn: () => api.matching.duplicates({}),
    staleTime: 60_000,
  });

/** Pairs as they were found last, without a new search. */
export const useKnownDuplicates = () =>
  useQuery({
    queryKey: duplicatesKey,
    queryFn: () => api.matching.duplicates({}),
    enabled: false,
  });

/** Photos that may show another animal than they are said to. */
export const useMixUps = () =>
  useQuery({
    queryKey: mixUpsKey,
    queryFn: () => api.matching.mixUps({}),
    staleTime: 60_000,
  });

/** Takes what was judged off the list at once; the list itself is asked for again meanwhile. */
export function dropDuplicate({ a, b }: LikelyDuplicate): void {
  queryClient.setQueryData<LikelyDuplicate[]>(duplicatesKey, (list) =>
    list?.filter((pair) => pair.a !== a || pair.b !== b),
  );
}

export function dropMixUp({ box: { boxId } }: LikelyMixUp): void {
  queryClient.setQueryData<LikelyMixUp[]>(mixUpsKey, (list) =>
    list?.filter((odd) => odd.box.boxId !== boxId),
  );
}
