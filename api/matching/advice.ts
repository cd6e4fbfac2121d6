/** What would help the matching most now, said in numbers. */
import type { LabelsSince, MatchAdvice } from '#terms/matching/standing.ts';
import { enough } from '#terms/training/enough.ts';

/** A retraining is worth its time at a tenth more labels, but never for a handful. */
const MORE_SHARE = 0.1;
const MORE_LEAST = 20;

const fins = (count: number) => `${count.toLocaleString('en')} ${count === 1 ? 'fin' : 'fins'}`;

/** @param model the embedder in use, null while there is none */
export function advise(
  { labels, newLabels, individuals, withoutVector }: LabelsSince,
  model: { name: string; origin: 'trained' | 'starter' | 'imported' } | null,
): MatchAdvice {
  if (model === null)
    return labels >= enough.names && individuals >= enough.animals
      ? {
          worth: 'train',
          advice: `${fins(labels)} of ${individuals} animals have a name: enough for a network to learn from.`,
        }
      : { worth: null, advice: null };
  if (withoutVector > 0)
    return {
      worth: 'embed',
      advice: `${model.name} has not looked at ${fins(withoutVector)} yet, so they are neither ranked nor found.`,
    };
  const seen = labels - newLabels;
  // An imported network or the starter has seen none of these animals: all labels are new to it.
  const base = model.origin === 'trained' ? seen : 0;
  const least = Math.max(model.origin === 'trained' ? MORE_LEAST : enough.names, base * MORE_SHARE);
  const fresh = model.origin === 'trained' ? newLabels : labels;
  if (fresh < least || individuals < enough.animals)
    return {
      worth: null,
      advice:
        model.origin === 'starter'
          ? `${model.name} has seen many photos, but none of these animals: take its order as a hint. From ${enough.names} named fins of ${enough.animals} animals on a network of your own is worth its training.`
          : null,
    };
  return {
    worth: 'train',
    advice:
      model.origin === 'trained'
        ? `${fins(newLabels)} were named since ${model.name} was trained (it saw ${seen.toLocaleString('en')}): a retraining is worth it.`
        : `${fins(labels)} of ${individuals} animals have a name, and ${model.name} learned from none of them: a training of your own is worth it.`,
  };
}
