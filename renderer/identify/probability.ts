import type { Candidate } from './candidates.ts';

/** `.91`, as the strip has it; the cosine where nothing was calibrated, nothing for "new". */
export function shortProbability({ individualId, probability, score }: Candidate): string {
  if (probability !== null) {
    if (probability >= 0.995) return '> .99';
    return probability < 0.005 ? '< .01' : probability.toFixed(2).slice(1);
  }
  return score === null || individualId === null ? '' : `cos ${score.toFixed(2)}`;
}

/** How many of a hundred, never all and never none: a score cannot promise that. */
export function ofHundred(probability: number): string {
  const count = Math.round(100 * probability);
  return count >= 100 ? 'more than 99' : count <= 0 ? 'less than 1' : `${count}`;
}

/** What the number means, in a sentence. */
export function probabilityWords({ individualId, probability, n, score }: Candidate): string {
  if (individualId === null) {
    if (probability === null && score !== null)
      return `A new animal: it stands behind all who are more alike than ${score.toFixed(2)} (cosine), from where on new animals are likelier`;
    return probability === null
      ? 'None of these: a new animal'
      : `A new animal: a ${chanceWords(probability, n)} that it is nobody in the catalogue`;
  }
  if (probability !== null) {
    return `A ${chanceWords(probability, n)} that this is the animal`;
  }
  return score === null
    ? 'Not ranked: not compared with this fin'
    : `Similarity ${score.toFixed(3)} (cosine). Its chance is not known: nothing like it was judged in this catalogue`;
}

const chanceWords = (probability: number, n: number | null): string =>
  `chance of ${ofHundred(probability)} in 100${n === null ? '' : `, judged on ${n} fins of this catalogue,`}`;
