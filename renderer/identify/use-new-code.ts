import { useQuery } from '@tanstack/react-query';
import type { Disagreement } from '#terms/identity/second-review.ts';
import { api } from '../client/connection.ts';
import { useIdentify } from './identify-store.ts';

/**
 * The code that "new" would give the fin: the next free one, or while a dispute is settled the one that the first
 * reviewer's new animal has already. Null in a second review, where "new" names nobody.
 */
export function useNewCode(apart: Disagreement | undefined): string | null {
  const isBlind = useIdentify(({ round }) => round === 'second');
  const { data: next = '001' } = useQuery({
    queryKey: ['individuals', 'proposed-code'],
    queryFn: () => api.decisions.proposedCode(),
    enabled: !isBlind,
  });
  if (isBlind) return null;
  const isConfirmed = apart?.first.verdict === 'new' && apart.second.verdict !== 'new';
  return (isConfirmed ? apart.first.code : null) ?? next;
}
