/**
 * Whole embedders that others publish as weights: a backbone of the registry, and what follows it under
 * names of their own. MiewID's code (github.com/WildMeOrg/wbia-plugin-miew-id) has `backbone.*`, `pooling.p` for the
 * power of the generalised mean, and `bn.*` for the norm whose output is compared.
 */
import type { CropShape } from '#terms/embedder/crops.ts';
import type { FusionId } from '#terms/embedder/fusions.ts';
import type { SafetensorsFile } from '../weights/safetensors-read.ts';

export interface PublishedEmbedder {
  fusion: FusionId;
  /** How the pictures were cut that it learned from. */
  crops: CropShape & { boxMargin: number };
  /** The file's name for a tensor of fusion or neck; undefined if it has none. */
  fileName: (name: string) => string | undefined;
}

const power = 'pooling.p';
const norm = 'bn.';

/** What follows the backbone in a file; null if nothing does that is known here. */
export function publishedEmbedder({ header }: SafetensorsFile): PublishedEmbedder | null {
  if (!header.tensors.has(power) || !header.tensors.has(`${norm}running_var`)) return null;
  return {
    fusion: 'gem-norm',
    // Tight, and stretched to a square.
    crops: { input: 440, height: null, fit: 'stretch', boxMargin: 0 },
    fileName: (name) =>
      name === 'fusion.gem.p'
        ? power
        : name.startsWith('fusion.norm.')
          ? name.replace('fusion.norm.', norm)
          : undefined,
  };
}
