import type { Candidate } from './candidates.ts';

/** `.91`, as the strip has it; a dash where nothing was calculated. */
export function shortProbability({ probability, score }: Candidate): string {
  if (probability !== null) return probability >= 0.995 ? '1.0' : probability.toFixed(2).slice(1);
  return score === null ? '' : score.toFixed(2);
}

/** What the number means, in a sentence. */
export function probabilityWords({ individualId, probability, n, score }: Candidate): string {
  if (individualId === null) {
    return probability === null
      ? 'None of these: a new animal'
      : `A new animal: in ${Math.round(probability * 100)} of 100 such cases nobody in the catalogue was the same animal${n === null ? '' : ` (n = ${n})`}`;
  }
  if (probability !== null) {
    return `Of 100 pairs with this score, ${Math.round(probability * 100)} were the same animal${n === null ? '' : ` (n = ${n})`}`;
  }
  return score === null
    ? 'Not ranked: there is no network yet'
    : `Similarity ${score.toFixed(3)} (cosine); how often such pairs were the same animal is not known yet`;
}
