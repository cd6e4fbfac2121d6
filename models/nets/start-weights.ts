/** Start values of a network, drawn from its seed and the names of its tensors. */
import { vectorLength, viewOf, type StateLayout } from '../weights/state-layout.ts';
import type { NetworkVectors } from '../weights/load-weights.ts';
import { fillUniform, streamOf } from '../random/counter-random.ts';
import { gemStart } from '../layers/layers.ts';

/**
 * Convolutions get He's variance 2/fan-in (He et al. 2015, arXiv:1502.01852), dense layers 1/fan-in,
 * norms 1 and 0, biases 0, exponents of generalised means theirs; running means 0, variances 1. Values are even rather than normal, so
 * that they are the same to the bit on every machine.
 */
export function startWeights(layout: StateLayout, seed: number): NetworkVectors {
  const parameters = new Float32Array(vectorLength(layout.parameters));
  for (const slot of layout.parameters) {
    const values = viewOf(parameters, slot);
    const fanIn = slot.shape.slice(1).reduce((a, b) => a * b, 1);
    if (slot.shape.length === 4)
      fillUniform(values, streamOf(seed, slot.name), Math.sqrt(6 / fanIn));
    else if (slot.shape.length > 1)
      fillUniform(values, streamOf(seed, slot.name), Math.sqrt(3 / fanIn));
    else if (slot.name.endsWith('.p')) values.fill(gemStart);
    else values.fill(slot.name.endsWith('.bias') ? 0 : 1);
  }
  const statistics = new Float32Array(vectorLength(layout.statistics));
  for (const slot of layout.statistics)
    viewOf(statistics, slot).fill(slot.name.endsWith('.running_var') ? 1 : 0);
  return { parameters, statistics };
}
