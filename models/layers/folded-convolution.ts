/** A network's values by name, and those of a convolution that has taken in the norm behind it. */
import type { Value } from '#models/graph/graph.ts';
import type { NetworkVectors } from '../weights/load-weights.ts';
import { viewOf, type Slot, type StateLayout } from '../weights/state-layout.ts';
import type { BatchNorm, Convolution } from './layers.ts';

/** @throws RangeError for a name that the layout does not have */
export type ReadTensor = (name: string) => Float32Array;

export function tensorsOf(layout: StateLayout, vectors: NetworkVectors): ReadTensor {
  const places = new Map<string, [Slot, Float32Array]>();
  for (const slot of layout.parameters) places.set(slot.name, [slot, vectors.parameters]);
  for (const slot of layout.statistics) places.set(slot.name, [slot, vectors.statistics]);
  return (name) => {
    const place = places.get(name);
    if (!place)
      throw new RangeError(`The layout has no tensor ${name}; it belongs to another network.`);
    return viewOf(place[1], place[0]);
  };
}

/** A convolution whose weights may still take in the norm that follows. */
export interface FoldableConvolution {
  layer: Convolution;
  weight: Value;
  bias: Value;
  norm?: BatchNorm;
}

/** Per channel, what a norm multiplies by: γ/√(variance + eps). */
function normScale(read: ReadTensor, { name, eps }: BatchNorm): Float64Array {
  const variance = read(`${name}.running_var`);
  return Float64Array.from(
    read(`${name}.weight`),
    (gamma, channel) => gamma / Math.sqrt((variance[channel] ?? NaN) + eps),
  );
}

export function foldedWeight(read: ReadTensor, { layer, norm }: FoldableConvolution): Float32Array {
  const weight = read(`${layer.name}.weight`);
  if (!norm) return weight;
  const scale = normScale(read, norm);
  const perChannel = weight.length / layer.channels;
  return weight.map((value, at) => value * (scale[Math.floor(at / perChannel)] ?? NaN));
}

export function foldedBias(read: ReadTensor, { layer, norm }: FoldableConvolution): Float32Array {
  const own = layer.bias ? read(`${layer.name}.bias`) : new Float32Array(layer.channels);
  if (!norm) return own;
  const scale = normScale(read, norm);
  const mean = read(`${norm.name}.running_mean`);
  const beta = read(`${norm.name}.bias`);
  return own.map(
    (value, at) => (beta[at] ?? NaN) + (value - (mean[at] ?? NaN)) * (scale[at] ?? NaN),
  );
}
