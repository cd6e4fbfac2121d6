/** Heads that learn to tell classes apart by angles: ArcFace and sub-centre ArcFace, as cross-entropy. */
import type { Value } from '#models/graph/graph.ts';
import { arcFace, l2Normalise, type ArcFaceOptions } from '#models/ops/composed.ts';
import { linear } from '#models/ops/linear.ts';
import { max } from '#models/ops/reduce.ts';
import { reshape } from '#models/ops/shaping.ts';
import { softmaxCrossEntropy } from '#models/ops/softmax-cross-entropy.ts';
import type { TrainingLayers } from '../../layers/training-layers.ts';

export interface ArcFace extends ArcFaceOptions {
  classes: number;
  /** Label smoothing, 0…1; default 0. */
  smoothing?: number;
  /**
   * Centres of a class, of which the nearest counts (Deng et al. 2020, sub-centre ArcFace): photos
   * under a wrong name gather round one that does no harm. Default 1.
   */
  centres?: number;
}

/**
 * Cosines [N, classes] with the class centres, which are the rows of `arcface.weight`
 * [classes·centres, D], those of a class side by side.
 */
export function classCosines(
  layers: TrainingLayers,
  embeddings: Value,
  { classes, centres = 1 }: Pick<ArcFace, 'classes' | 'centres'>,
): Value {
  const net = layers.network;
  const [rows = 1, width = 0] = embeddings.shape;
  const weight = layers.weight('arcface.weight', [classes * centres, width], 1);
  const each = linear(net, l2Normalise(net, embeddings, 1), l2Normalise(net, weight, 1));
  return centres === 1 ? each : max(net, reshape(net, each, [rows, classes, centres]), [2]);
}

/**
 * The loss, a scalar.
 * @param embeddings [N, D], of any length
 * @param labels [N], class numbers as floats
 */
export function arcFaceLoss(
  layers: TrainingLayers,
  embeddings: Value,
  labels: Value,
  { smoothing = 0, ...head }: ArcFace,
): Value {
  const logits = arcFace(layers.network, classCosines(layers, embeddings, head), labels, head);
  return softmaxCrossEntropy(layers.network, logits, labels, smoothing);
}
