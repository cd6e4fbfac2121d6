import { Network } from '#models/autodiff/network.ts';
import { addNode, mulNode, subNode } from '#models/graph/emit.ts';
import type { Value } from '#models/graph/graph.ts';
import { efficientNetFeatures } from '#models/nets/efficientnet/network.ts';
import { efficientNets } from '#models/nets/efficientnet/presets.ts';
import { add, div, mul, offset, scale, sub } from '#models/ops/arithmetic.ts';
import { linear } from '#models/ops/linear.ts';
import { clamp, sqrt } from '#models/ops/pointwise.ts';
import { cpuProfile } from '#models/ops/probe-nchwc.ts';
import { sum } from '#models/ops/reduce.ts';
import { oneHot, softmaxCrossEntropy } from '#models/ops/softmax-cross-entropy.ts';
import { TrainingLayers } from './training-layers.ts';

export const classes = 500;
const [embedding, margin, sharpness] = [512, 0.5, 30];

const unitRows = (net: Network, x: Value): Value =>
  div(net, x, sqrt(net, offset(net, sum(net, mul(net, x, x), [1], true), 1e-12)));

/** Logits with an angular margin on the own class (Deng et al. 2019, arXiv:1801.07698). */
function marginLogits(net: Network, cosine: Value, labels: Value): Value {
  const own = oneHot(net.graph, labels, classes);
  const chosen = sum(net, mul(net, cosine, own), [1], true);
  const square = scale(net, mul(net, chosen, chosen), -1);
  const sine = sqrt(net, clamp(net, offset(net, square, 1), { low: 1e-9 }));
  const turned = sub(net, scale(net, chosen, Math.cos(margin)), scale(net, sine, Math.sin(margin)));
  const moved = mul(net, own, sub(net, turned, chosen));
  return scale(net, add(net, cosine, moved), sharpness);
}

/**
 * The training step that the bench times: EfficientNet-B0, a 512-wide embedding, ArcFace over 500
 * classes, SGD with momentum 0.9 and weight decay 1e-4. State goes in as `parameters`, `statistics`
 * and `momentum`, and comes out with `_next` behind the name.
 */
export async function trainingStep(batch: number, size: number) {
  const net = new Network({ profile: await cpuProfile(), training: true });
  const g = net.graph;
  const pictures = g.input('pictures', [batch, 3, size, size]);
  const labels = g.input('labels', [batch]);
  const layers = new TrainingLayers(net);
  const dialect = { eps: 1e-5, momentum: 0.1, padding: 'symmetric' } as const;
  const { head } = efficientNetFeatures(layers, pictures, efficientNets.b0, dialect);
  const pooled = layers.flatten(layers.averagePool(head));
  const embedded = layers.linear(pooled, { name: 'embedding', features: embedding });
  const centres = layers.weight('centres', [classes, embedding]);
  const cosine = linear(net, unitRows(net, embedded), unitRows(net, centres));
  const loss = softmaxCrossEntropy(net, marginLogits(net, cosine, labels), labels);
  const gradient = net.backward(loss).vector();
  const { value: parameters, length, entries } = net.parameters;
  const before = g.input('momentum', [length]);
  const decayed = addNode(g, gradient, mulNode(g, parameters, 1e-4));
  const momentum = addNode(g, mulNode(g, before, 0.9), decayed);
  g.output('loss', loss);
  g.output('momentum_next', momentum);
  g.output('parameters_next', subNode(g, parameters, mulNode(g, momentum, 0.02)));
  g.output('statistics_next', net.updatedStatistics());
  const start = new Float32Array(length);
  for (const { offset: at, shape, facts } of entries)
    facts.init(start.subarray(at, at + shape.reduce((all, each) => all * each, 1)));
  const running = new Float32Array(net.statistics.length);
  for (const { offset: at, shape, facts } of net.statistics.entries)
    running.fill(facts.init, at, at + (shape[0] ?? 0));
  return { model: g.encode(), start, running };
}
