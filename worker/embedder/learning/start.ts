/** The weights that an embedder's training starts from. */
import type { EmbedderPlan } from '#models/nets/embedder.ts';
import type { EmbedderNetwork } from '#models/nets/embedder-network.ts';
import { startFrom } from '#models/nets/embedder-weights.ts';
import { planStart } from '#models/session/train-step.ts';
import { starterBackbone } from '#models/starter/lite0.ts';
import type { EmbedderRecipe } from '#terms/embedder/recipe.ts';
import type { JobPlace } from '../../messages.ts';
import { startFileOf, type StartFile, type StartValues } from '../../training/start-file.ts';
import { starterEmbedderFile } from './starter.ts';

/** Weights and whose dialect their names are, where the file leaves it open. */
export interface EmbedderStartFile extends StartFile {
  variant?: EmbedderNetwork['variant'] | undefined;
}

/** @returns null for random numbers. @throws JobError `not-found` if the file of an earlier version is gone */
export function embedderStartOf(
  place: JobPlace,
  { from }: Pick<EmbedderRecipe, 'from'>,
): EmbedderStartFile | null {
  const file = startFileOf(place, from, starterEmbedderFile);
  if (file === null) return null;
  if (file.isStarter) return { ...file, variant: starterBackbone.variant };
  return { ...file, variant: typeof from === 'object' ? from?.variant : undefined };
}

export async function startValues(
  { plan }: EmbedderPlan,
  network: EmbedderNetwork,
  start: EmbedderStartFile | null,
): Promise<StartValues> {
  const { layout, vectors } = planStart(plan);
  if (start === null) return { vectors, words: 'Starts from random numbers.' };
  const { loaded, missing, misshaped } = await startFrom(start.path, network, layout, vectors);
  const fresh = missing.length + misshaped.length;
  return {
    vectors,
    words: `Starts from ${start.name}: ${loaded} tensors; ${fresh} begin at random.`,
  };
}
