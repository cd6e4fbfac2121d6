/** Cross-entropy of logits against class numbers, with label smoothing. */
import type { Network } from '#models/autodiff/network.ts';
import { inputAt, type Primitive } from '#models/autodiff/primitive.ts';
import {
  addNode,
  divNode,
  maskNode,
  mulNode,
  reduceNode,
  reshapeNode,
  subNode,
  unary,
} from '#models/graph/emit.ts';
import type { Graph, Value } from '#models/graph/graph.ts';
import { axisSize } from '#models/graph/shape.ts';

/** [N, K] with 1 at each row's class; no OneHot, which falls back to the CPU under WebGPU. */
export function oneHot(g: Graph, labels: Value, classes: number): Value {
  const range = g.constant(
    Array.from({ length: classes }, (_, at) => at),
    [1, classes],
  );
  const rows = reshapeNode(g, labels, [axisSize(labels.shape, 0), 1]);
  return maskNode(g, 'Equal', rows, range);
}

const lossPrimitive: Primitive<{ smoothing: number }, { exps: Value; sum: Value; target: Value }> =
  {
    name: 'softmax cross-entropy',
    forward({ graph: g }, inputs, { smoothing }) {
      const [z, labels] = [
        inputAt('cross-entropy', inputs, 0),
        inputAt('cross-entropy', inputs, 1),
      ];
      const classes = axisSize(z.shape, 1);
      const hard = oneHot(g, labels, classes);
      const target =
        smoothing === 0 ? hard : addNode(g, mulNode(g, hard, 1 - smoothing), smoothing / classes);
      // Shifted by the row's largest logit, so that no exponential overflows.
      const shifted = subNode(g, z, reduceNode(g, 'ReduceMax', z, [1], true));
      const exps = unary(g, 'Exp', shifted);
      const sum = reduceNode(g, 'ReduceSum', exps, [1], true);
      const chosen = reduceNode(g, 'ReduceSum', mulNode(g, target, shifted), [1], true);
      const each = subNode(g, unary(g, 'Log', sum), chosen);
      return { output: reduceNode(g, 'ReduceMean', each, [0, 1]), saved: { exps, sum, target } };
    },
    vjp({ graph: g }, { inputs, saved: { exps, sum, target } }, dy) {
      const rows = axisSize(inputAt('cross-entropy', inputs, 0).shape, 0);
      return [mulNode(g, subNode(g, divNode(g, exps, sum), target), mulNode(g, dy, 1 / rows))];
    },
  };

/**
 * Mean over the rows, a scalar.
 * @param logits [N, K]
 * @param labels [N], class numbers as floats
 * @param smoothing share of the target spread evenly over all classes, 0…1
 */
export const softmaxCrossEntropy = (
  net: Network,
  logits: Value,
  labels: Value,
  smoothing = 0,
): Value => net.apply(lossPrimitive, [logits, labels], { smoothing });
