/** A second task beside the individuals: the species, which a catalogue of several often knows. */
import { maskNode, reshapeNode } from '#models/graph/emit.ts';
import type { Value } from '#models/graph/graph.ts';
import { mul } from '#models/ops/arithmetic.ts';
import { softmaxCrossEntropy } from '#models/ops/softmax-cross-entropy.ts';
import type { TrainingLayers } from '../../layers/training-layers.ts';

/**
 * Cross-entropy over species, a scalar. A row whose species is unknown (−1) adds a constant and
 * teaches nothing.
 * @param embeddings [N, D]
 * @param labels [N], numbers of species as floats
 */
export function speciesLoss(
  layers: TrainingLayers,
  embeddings: Value,
  labels: Value,
  species: number,
): Value {
  const net = layers.network;
  const logits = layers.linear(embeddings, { name: 'species', features: species });
  const known = maskNode(net.graph, 'GreaterOrEqual', labels, 0);
  // Logits of zero, and none of the gradient, where nothing is known.
  const heard = mul(net, logits, reshapeNode(net.graph, known, [labels.shape[0] ?? 1, 1]));
  return softmaxCrossEntropy(net, heard, labels);
}
