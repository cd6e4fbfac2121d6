/** What would help the matching most now, said in numbers. */
import { enough, isWorthTraining } from '#terms/training/enough.ts';
import type { Advice, NamesSince } from '#terms/training/standing.ts';

const fins = (count: number) => `${count.toLocaleString('en')} ${count === 1 ? 'fin' : 'fins'}`;

/** @param model the embedder in use, null while there is none */
export function advise(
  names: NamesSince,
  model: { name: string; origin: 'trained' | 'starter' | 'imported' } | null,
): Advice {
  const { labels, newLabels, individuals, withoutVector } = names;
  // An imported network or the starter has seen none of these animals.
  const hasLearned = model?.origin === 'trained';
  const isWorth = isWorthTraining('embedder', { ...names, hasLearned });
  if (model === null)
    return isWorth
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
  if (!isWorth)
    return {
      worth: null,
      advice:
        model.origin === 'starter'
          ? `${model.name} has seen many photos, but none of these animals: take its order as a hint. From ${enough.names} named fins of ${enough.animals} animals on a network of your own is worth its training.`
          : null,
    };
  return {
    worth: 'train',
    advice: hasLearned
      ? `${fins(newLabels)} were named since ${model.name} was trained (it saw ${(labels - newLabels).toLocaleString('en')}): a retraining is worth it.`
      : `${fins(labels)} of ${individuals} animals have a name, and ${model.name} learned from none of them: a training of your own is worth it.`,
  };
}
