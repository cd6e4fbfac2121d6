/** What the starter embedder is, and which animals it never sees while it learns. */
import type { EmbedderNetwork } from '#models/nets/embedder-network.ts';

export const starterNetwork = {
  backbone: 'b0',
  variant: 'torchvision',
  fusion: 'gem-concat',
  dimensions: 256,
} satisfies EmbedderNetwork;

/** Side of the crops in pixels that it is meant for. */
export const starterInput = 128;

/** The last so many animals judge it. */
export const heldOutAnimals = 300;
