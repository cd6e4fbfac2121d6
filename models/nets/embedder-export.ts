/** A trained embedder as plain inference networks. */
import { embedderName } from '#terms/embedder/architecture.ts';
import type { Size } from '#terms/geometry.ts';
import { imageNet } from '#terms/embedder/normalisations.ts';
import { encodeModel } from '#models/onnx/encode.ts';
import type { InferenceNetwork, NetworkCard } from '../session/export-network.ts';
import type { NetworkVectors } from '../weights/load-weights.ts';
import type { StateLayout } from '../weights/state-layout.ts';
import {
  embeddingLength,
  embedPictures,
  embedRegions,
  type EmbedderNetwork,
} from './embedder-network.ts';
import { InferenceLayers } from '../layers/inference-layers.ts';

export interface TrainedEmbedder {
  network: EmbedderNetwork;
  /** Of the crops in pixels. */
  size: Size;
  /** May have heads in it; they are left out. */
  layout: StateLayout;
  vectors: NetworkVectors;
  metrics?: NetworkCard['metrics'];
}

/** For `exportNetwork` and `inferenceModel`: embeddings of length one, [batch, dimensions]. */
export function embedderExport({
  network,
  size: { width, height },
  layout,
  vectors,
  metrics,
}: TrainedEmbedder): InferenceNetwork {
  return {
    layout,
    vectors,
    card: {
      network: embedderName(network),
      input: { name: 'pictures', shape: [3, height, width], ...imageNet },
      output: {
        name: 'embedding',
        shape: [embeddingLength(network)],
        meaning: 'direction of an individual, of length one; alike where the product is near 1',
      },
      ...(metrics === undefined ? {} : { metrics }),
    },
    forward: (layers, pictures) => layers.normalize(embedPictures(layers, pictures, network)),
  };
}

/**
 * A second network for heat maps: `regions` [batch, dimensions, H, W], whose mean over positions is
 * the embedding of length one (see `embedRegions`).
 */
export function regionsModel({ network, size, layout, vectors }: TrainedEmbedder): Uint8Array {
  const layers = new InferenceLayers(layout, vectors);
  const pictures = layers.graph.input('pictures', [1, 3, size.height, size.width]);
  layers.graph.output('regions', embedRegions(layers, pictures, network));
  return encodeModel(layers.model());
}
