/** The network that a recipe describes, and what its training starts from. */
import { embedderPlan, type EmbedderPlan } from '#models/nets/embedder.ts';
import type { EmbedderNetwork } from '#models/nets/embedder-network.ts';
import { inspectEmbedderFile, startFrom } from '#models/nets/embedder-weights.ts';
import { marginsByClassSize } from '#models/nets/heads/dynamic-margin.ts';
import { planStart } from '#models/session/train-step.ts';
import type { StateVectors } from '#models/weights/checkpoint.ts';
import { starterEmbedderFile } from './starter.ts';
import type { EmbedderRecipe } from '../embedder-kinds.ts';
import { JobError } from '../job-context.ts';

/** A file of weights that a training starts from; null for random numbers. */
export interface StartFile {
  path: string;
  variant?: EmbedderNetwork['variant'] | undefined;
}

/** @param parentWeights absolute path of an earlier version's weights */
export async function startFileOf(
  { from }: Pick<EmbedderRecipe, 'from'>,
  parentWeights: string | null,
): Promise<StartFile | null> {
  if (from === null) return null;
  if (from === 'starter') return { path: await starterEmbedderFile() };
  if (typeof from === 'object') return { path: from.weightsFile, variant: from.variant };
  if (parentWeights === null)
    throw new JobError('not-found', `The weights of version ${from} are gone. Start from others.`);
  return { path: parentWeights };
}

/** The network of a recipe, in the dialect of the weights that it starts from. */
export async function networkOf(
  { backbone, fusion, dimensions }: EmbedderRecipe,
  start: StartFile | null,
): Promise<EmbedderNetwork> {
  const variant =
    start === null ? 'timm' : (await inspectEmbedderFile(start.path, start.variant)).variant;
  return { backbone, variant, fusion, dimensions };
}

/**
 * @param classSizes boxes of each class
 * @param species kinds of animals that are told apart beside the individuals
 */
export function planOf(
  recipe: EmbedderRecipe,
  network: EmbedderNetwork,
  classSizes: readonly number[],
  species: number,
): EmbedderPlan {
  const { input, batch, head, margin, scale, frozenNorm, seed, optimizer, speciesHead } = recipe;
  return embedderPlan({
    ...network,
    input,
    batch,
    head,
    scale,
    frozenNorm,
    seed,
    classes: classSizes.length,
    // A class that lost its last box since the training began still has its place.
    margin:
      margin === 'by-class-size'
        ? marginsByClassSize(classSizes.map((size) => Math.max(1, size)))
        : margin,
    ...(speciesHead && species > 1 ? { species } : {}),
    ...(optimizer === 'sgd'
      ? {
          optimizer: {
            kind: 'sgd' as const,
            momentum: 0.9,
            nesterov: true,
            weightDecay: 1e-4,
            clipNorm: 10,
          },
        }
      : {}),
  });
}

/** Vectors to start with, or nothing where the plan's own random numbers are meant. */
export async function startVectorsOf(
  { plan }: EmbedderPlan,
  network: EmbedderNetwork,
  start: StartFile | null,
): Promise<{ vectors?: StateVectors; report: string[] }> {
  if (start === null) return { report: [] };
  const { layout, vectors } = planStart(plan);
  const report = await startFrom(start.path, network, layout, vectors);
  const kept = report.missing.length + report.misshaped.length;
  return {
    vectors,
    report: [`${report.loaded} tensors of ${start.path} are the start; ${kept} begin at random.`],
  };
}
