/** The pyramid on EfficientNet-Lite0 as a detector of the registry. */
import type { Backbone } from '../backbones/backbone.ts';
import type { DetectorNetwork, HeadRows } from '../detectors/detector-network.ts';
import { decodeMaps, proposalsOf } from './decode-graph.ts';
import { isBackbone, pyramidMaps, strides } from './network.ts';
import { pyramidOptimizers, pyramidPlan } from './plan.ts';

const rowsOf = (each: number): HeadRows => ({
  count: (classes) => each * classes,
  common: () => [],
  ofClass: (label) => Array.from({ length: each }, (_, at) => each * label + at),
});
const head = new Map([
  ['head.what', rowsOf(1)],
  ['head.where', rowsOf(4)],
]);

export const pyramidDetector = (
  id: DetectorNetwork['id'],
  backbone: Backbone,
  parameters: number,
): DetectorNetwork => ({
  id,
  parameters,
  strides,
  // Two tiles a side, so that a large photo costs five looks.
  tileEdge: (input) => Math.floor((1.8 * input) / 32) * 32,
  anchors: [],
  optimizer: (kind) => pyramidOptimizers[kind],
  propose: (layers, x, classes) => pyramidMaps(layers, x, backbone, classes),
  plan: (training) => pyramidPlan(backbone, training),
  decode: (g, maps, { classes }) => decodeMaps(g, maps, classes),
  proposals: proposalsOf,
  isBackbone,
  headRows: (name) => head.get(name.replace(/\.(weight|bias)$/, '')) ?? null,
});
