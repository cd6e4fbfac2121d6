/**
 * Learning from pairs without classes: each photo must find the other photo of its animal among all of
 * the batch (the N-pair loss of Sohn 2016, with cosines over a temperature as in arXiv:2002.05709). It
 * needs no centre for every animal, so it learns from thousands of animals that are seen a few times.
 */
import type { Value } from '#models/graph/graph.ts';
import { add, scale } from '#models/ops/arithmetic.ts';
import { l2Normalise } from '#models/ops/composed.ts';
import { linear } from '#models/ops/linear.ts';
import { softmaxCrossEntropy } from '#models/ops/softmax-cross-entropy.ts';
import type { TrainingLayers } from '../../layers/training-layers.ts';

/**
 * The loss, a scalar.
 * @param embeddings [N, D], N even: rows 0 and 1 show one animal, rows 2 and 3 another, and so on; no
 *   animal comes twice
 * @param sharpness what cosines are multiplied by, one over the temperature
 * @throws RangeError for an odd batch
 */
export function pairLoss(layers: TrainingLayers, embeddings: Value, sharpness: number): Value {
  const net = layers.network;
  const [rows = 0] = embeddings.shape;
  if (rows < 4 || rows % 2 !== 0)
    throw new RangeError(`A batch of ${rows} photos is no two pairs or more; make it even.`);
  const unit = l2Normalise(net, embeddings, 1);
  const cosines = scale(net, linear(net, unit, unit), sharpness);
  // A photo is not to find itself.
  const own = Array.from({ length: rows * rows }, (_, at) => (at % (rows + 1) === 0 ? -1e4 : 0));
  const others = add(net, cosines, net.graph.constant(own, [rows, rows]));
  const partners = Array.from({ length: rows }, (_, row) => row + 1 - 2 * (row % 2));
  return softmaxCrossEntropy(net, others, net.graph.constant(partners));
}
