/** Heads that learn to tell classes apart by angles, as cross-entropy: ArcFace, CurricularFace, with centres. */
import type { HeadId, SmoothingId } from '#terms/embedder/heads.ts';
import type { Value } from '#models/graph/graph.ts';
import { arcFace, curricularFace, type MarginOptions } from '#models/ops/angular-margin.ts';
import { l2Normalise } from '#models/ops/composed.ts';
import { linear } from '#models/ops/linear.ts';
import { max } from '#models/ops/reduce.ts';
import { reshape } from '#models/ops/shaping.ts';
import { softmaxCrossEntropy } from '#models/ops/softmax-cross-entropy.ts';
import type { TrainingLayers } from '../../layers/training-layers.ts';

export interface AngularHead extends MarginOptions {
  /** Default `arcface`. */
  head?: HeadId;
  classes: number;
  /** Label smoothing, 0…1; default 0. */
  smoothing?: number;
  /** What it spreads; default `labels`. */
  smoothingOf?: SmoothingId;
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
  { classes, centres = 1 }: Pick<AngularHead, 'classes' | 'centres'>,
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
 * @throws RangeError for CurricularFace with a margin that is spread, which nobody has defined
 */
export function angularLoss(
  layers: TrainingLayers,
  embeddings: Value,
  labels: Value,
  { head = 'arcface', smoothing = 0, smoothingOf = 'labels', ...options }: AngularHead,
): Value {
  const net = layers.network;
  const cosines = classCosines(layers, embeddings, options);
  const spread = smoothingOf === 'margin' ? smoothing : 0;
  if (head === 'curricular' && spread > 0)
    throw new RangeError('CurricularFace has no margin that could be spread; smooth the labels.');
  const logits =
    head === 'curricular'
      ? curricularFace(net, cosines, labels, options, 'arcface.reach')
      : arcFace(net, cosines, labels, { ...options, spread });
  return softmaxCrossEntropy(net, logits, labels, smoothing - spread);
}
