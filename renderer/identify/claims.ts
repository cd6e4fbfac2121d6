import type { Disagreement } from '#terms/identity/second-review.ts';
import { claimKey } from './candidates.ts';
import { whoSaid } from './Dispute.tsx';

/** Who said what, by the key of the candidate that they meant. */
export function claimsOf(apart: Disagreement | undefined): ReadonlyMap<string, string> {
  const claims = new Map<string, string>();
  if (apart === undefined) return claims;
  for (const given of [apart.first, apart.second]) {
    const key = claimKey(given);
    if (key === null) continue;
    const word = given.verdict === 'probable' ? `${whoSaid(given)}, probably` : whoSaid(given);
    claims.set(key, [claims.get(key), word].filter(Boolean).join(' · '));
  }
  return claims;
}

/** Whether a person is one of the two who disagree. */
export const isOwnDispute = (apart: Disagreement | undefined, reviewerId: number | null) =>
  apart !== undefined &&
  reviewerId !== null &&
  [apart.first.reviewerId, apart.second.reviewerId].includes(reviewerId);
