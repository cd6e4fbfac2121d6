/** What the starter embedder is, and which animals it never sees while it learns. */
import type { EmbedderNetwork } from '#models/nets/embedder-network.ts';
import type { Optimizer } from '#models/optim/optimizer.ts';

export const starterNetwork = {
  backbone: 'b0',
  variant: 'torchvision',
  fusion: 'gem-grid',
  dimensions: 256,
  tones: 'grey',
} satisfies EmbedderNetwork;

/** Side of the crops in pixels that it is meant for. */
export const starterInput = 144;

/** The last so many animals judge it. */
export const heldOutAnimals = 300;

export const starterOptimizer = {
  kind: 'adamw',
  beta1: 0.9,
  beta2: 0.99,
  eps: 1e-8,
  weightDecay: 0.02,
  clipNorm: 5,
  average: true,
} satisfies Optimizer;
