import type { Agreement } from '#terms/identity/second-review.ts';

/** What two reviewers said of one fin, each in one word: an animal, or why there is none. */
interface VerdictPair {
  first: string;
  second: string;
}

/**
 * How often they agree, and Cohen's kappa (Cohen 1960): (po − pe) / (1 − pe), po the share that agrees and
 * pe the share that would by chance, from how often each reviewer gives each answer. Kappa is null without
 * pairs, and where both always give one and the same answer, for then chance explains everything.
 */
export function agreementOf(
  pairs: readonly VerdictPair[],
): Pick<Agreement, 'n' | 'agreed' | 'share' | 'kappa'> {
  const n = pairs.length;
  if (n === 0) return { n, agreed: 0, share: null, kappa: null };
  const tally = (side: keyof VerdictPair) => {
    const counts = new Map<string, number>();
    for (const pair of pairs) counts.set(pair[side], (counts.get(pair[side]) ?? 0) + 1);
    return counts;
  };
  const firsts = tally('first');
  const seconds = tally('second');
  const agreed = pairs.filter(({ first, second }) => first === second).length;
  let products = 0;
  for (const [answer, times] of firsts) products += times * (seconds.get(answer) ?? 0);
  const observed = agreed / n;
  const byChance = products / (n * n);
  return {
    n,
    agreed,
    share: observed,
    kappa: byChance === 1 ? null : (observed - byChance) / (1 - byChance),
  };
}
