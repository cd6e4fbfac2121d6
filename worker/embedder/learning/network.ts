/** The network that a recipe describes. */
import { variantsOf } from '#models/nets/backbones/dialect-of.ts';
import { embedderPlan, type EmbedderPlan } from '#models/nets/embedder.ts';
import { embeddingLength, type EmbedderNetwork } from '#models/nets/embedder-network.ts';
import { inspectEmbedderFile } from '#models/nets/embedder-weights.ts';
import { marginsByClassSize } from '#models/nets/heads/dynamic-margin.ts';
import { networks } from '#models/nets/registry.ts';
import type { Optimizer } from '#models/optim/optimizer.ts';
import { cropSizeOf } from '#terms/embedder/crops.ts';
import type { EmbedderRecipe } from '#terms/embedder/recipe.ts';
import type { EmbedderStartFile } from './start.ts';

/** Side in pixels from which a step saves memory at the price of time. */
const largeInput = 512;
export const optimizers: Record<EmbedderRecipe['optimizer'], Optimizer> = {
  adamw: {
    kind: 'adamw',
    beta1: 0.9,
    beta2: 0.999,
    eps: 1e-8,
    weightDecay: 0.01,
    clipNorm: 5,
    average: true,
  },
  sgd: {
    kind: 'sgd',
    momentum: 0.9,
    nesterov: true,
    weightDecay: 1e-4,
    clipNorm: 10,
    average: true,
  },
};

/** How a recipe joins features; only what the fusion has is said of it. */
function fusionOf({
  fusion,
  branchWidth,
  globalPool,
  fusedPool,
  gemPowers,
}: EmbedderRecipe): Pick<
  EmbedderNetwork,
  'fusion' | 'width' | 'globalPool' | 'fusedPool' | 'powers'
> {
  const powers = gemPowers === 'one' ? {} : { powers: gemPowers };
  return fusion === 'dolg' || fusion === 'dolg-seed'
    ? { fusion, width: branchWidth, globalPool, fusedPool, ...powers }
    : { fusion, ...powers };
}

/** The network of a recipe, in the dialect of the weights that it starts from. */
export async function networkOf(
  recipe: EmbedderRecipe,
  start: EmbedderStartFile | null,
): Promise<EmbedderNetwork> {
  const { backbone, dimensions, tones } = recipe;
  const variant =
    start === null
      ? variantsOf(networks[backbone])[0]
      : (await inspectEmbedderFile(start.path, start.variant)).variant;
  const network = { backbone, variant, ...fusionOf(recipe), dimensions, tones };
  return { ...network, dimensions: embeddingLength(network) };
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
  const { batch, head, margin, scale, frozenNorm, seed, optimizer, speciesHead } = recipe;
  const { headRate, smoothing, smoothingOf, learns, centres, easyMargin } = recipe;
  const size = cropSizeOf(recipe);
  // A mirrored animal is a class beside the one that it mirrors.
  const sizes = recipe.mirrorClasses ? [...classSizes, ...classSizes] : classSizes;
  return embedderPlan({
    ...network,
    size,
    batch,
    head,
    scale,
    frozenNorm,
    seed,
    centres,
    easyMargin,
    smoothing,
    smoothingOf,
    rises: recipe.marginRise > 0,
    classes: sizes.length,
    margin: marginOf(margin, sizes),
    rates: { neck: headRate, head: headRate },
    learns,
    // Large pictures and large networks would not fit: their blocks are computed twice rather than kept.
    checkpoint:
      learns === 'last-stages' || size.width * size.height >= largeInput ** 2 ? 'blocks' : 'none',
    ...(speciesHead && species > 1 ? { species } : {}),
    optimizer: optimizers[optimizer],
  });
}

/** The margin of a recipe; a class that lost its last box since the training began still has its place. */
export const marginOf = (
  margin: EmbedderRecipe['margin'],
  sizes: readonly number[],
): number | number[] =>
  margin === 'by-class-size'
    ? marginsByClassSize(sizes.map((boxes) => Math.max(1, boxes)))
    : margin;
