/** What a weights file is to an embedder: the whole network of ours or of others, or a backbone alone. */
import {
  backboneId,
  weightsVariant,
  type BackboneId,
  type WeightsVariant,
} from '#terms/embedder/backbones.ts';
import { fusionId } from '#terms/embedder/fusions.ts';
import type { SafetensorsFile } from '../weights/safetensors-read.ts';
import { WeightsError } from '../weights/weights-error.ts';
import { embeddingLength, isBackbone, isHead, type EmbedderNetwork } from './embedder-network.ts';
import { decideVariant, inspectBackbone } from './inspect-backbone.ts';
import { publishedEmbedder, type PublishedEmbedder } from './published-embedder.ts';

/** Under which a file of ours says in its header which network it is. */
export const networkMark = 'resight.embedder';

export interface EmbedderFile {
  /** The whole network, where the file has all of one. */
  network: EmbedderNetwork | null;
  backbone: BackboneId;
  variant: WeightsVariant;
  /** How its pictures were cut; null where nothing of it says so. */
  crops: PublishedEmbedder['crops'] | null;
  /** The file's name for a tensor of the network; undefined for heads, and for what it cannot have. */
  fileName: (name: string) => string | undefined;
}

/**
 * @param asked whose dialect it is, where a person said so
 * @throws WeightsError if it holds no backbone, or leaves its dialect open and nobody said
 */
export function embedderIn(file: SafetensorsFile, asked?: WeightsVariant): EmbedderFile {
  const own = networkIn(file);
  if (own) {
    const { backbone, variant } = own;
    return {
      network: own,
      backbone,
      variant,
      crops: null,
      fileName: (name) => (isHead(name) ? undefined : name),
    };
  }
  const found = inspectBackbone(file);
  const { network: backbone } = found;
  const variant = decideVariant(file.path, found, asked);
  const published = publishedEmbedder(file);
  const whole = published && { backbone, variant, fusion: published.fusion, dimensions: 0 };
  return {
    network: whole && { ...whole, dimensions: embeddingLength(whole) },
    backbone,
    variant,
    crops: published?.crops ?? null,
    fileName: (name) =>
      isBackbone(name)
        ? found.fileName(name)
        : isHead(name)
          ? undefined
          : published?.fileName(name),
  };
}

function networkIn(file: SafetensorsFile): EmbedderNetwork | null {
  const text = file.header.metadata[networkMark];
  if (text === undefined) return null;
  try {
    const network = JSON.parse(text) as EmbedderNetwork;
    if (
      backboneId.safeParse(network.backbone).success &&
      weightsVariant.safeParse(network.variant).success &&
      fusionId.safeParse(network.fusion).success &&
      Number.isInteger(network.dimensions)
    )
      return network;
  } catch {
    // Falls through to the error below.
  }
  throw new WeightsError(
    'wrong-network',
    file.path,
    'says of itself that it is an embedder, but not which; it is damaged or of a newer program. Choose another file.',
  );
}
