/**
 * Where each tensor of a network lies in its flat vectors. Parameters and running statistics are one
 * vector each; moments and averages of the optimiser share the parameters' layout.
 */
import { countElements } from './safetensors-header.ts';

export interface Slot {
  /** Dotted name as timm writes it, such as `blocks.1.0.conv_pw.weight`. */
  name: string;
  shape: readonly number[];
  /** First element in the flat vector. */
  offset: number;
}

export interface StateLayout {
  parameters: readonly Slot[];
  /** Running means and variances, `….running_mean` and `….running_var`. */
  statistics: readonly Slot[];
}

/** Elements that a vector of these slots has. */
export function vectorLength(slots: readonly Slot[]): number {
  const last = slots.at(-1);
  return last ? last.offset + countElements(last.shape) : 0;
}

/** The part of a flat vector that belongs to a slot; a view, not a copy. */
export function viewOf(vector: Float32Array, slot: Slot): Float32Array {
  return vector.subarray(slot.offset, slot.offset + countElements(slot.shape));
}
