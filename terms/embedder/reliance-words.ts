import type { Reliance } from './evaluation.ts';

/** Surroundings count as known too well from this part of what the whole picture reaches, beyond chance. */
const TOO_MUCH = 0.25;

/** What follows from how well parts of pictures identify; a warning where the animal is not what is recognised. */
export function relianceWords({
  queries,
  whole,
  surroundings,
  chance,
  mirrorImage,
  nearestOther,
}: Reliance): { words: string; isWarning: boolean } {
  const mirrored =
    mirrorImage < nearestOther
      ? 'A fin and its mirror image are less alike than two animals, so sides are told apart.'
      : 'A fin and its mirror image are more alike than two animals, so sides are hardly told apart.';
  if (queries === 0) return { words: 'No photos of known animals were judged.', isWarning: false };
  if (surroundings === null)
    return {
      words: `The network sees the boxes alone, and nothing of what is round them. ${mirrored}`,
      isWarning: false,
    };
  const isWarning = surroundings - chance > TOO_MUCH * Math.max(0, whole - chance);
  const figures = `${surroundings.toFixed(2)} where the animal is blanked out, ${whole.toFixed(2)} with it, ${chance.toFixed(2)} by chance`;
  return {
    words: isWarning
      ? `The surroundings alone identify far above chance (MAP@5 ${figures}): the network knows some animals by the sea, the light or the boat of a day. Draw boxes tighter, or learn from more days. ${mirrored}`
      : `It is the animal that is recognised: its surroundings alone identify little (MAP@5 ${figures}). ${mirrored}`,
    isWarning,
  };
}
