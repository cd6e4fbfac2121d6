import { availableParallelism, totalmem } from 'node:os';

/** Networks beyond this keep all cores busy by themselves, and each lane would hold its own copy. */
const SMALL_MODEL_BYTES = 32e6;
/** A thread with the runtime, its pictures and what a network reckons of them. */
const LANE_BYTES = 200e6;
/** Part of the machine's memory that lanes may take. */
const SHARE = 1 / 4;

/**
 * In how many lanes a network on the processor runs: one a core if it is small and memory allows, else none,
 * since one session on all cores then serves better.
 * @param model its bytes
 */
export function laneCount(
  model: Uint8Array,
  cores = availableParallelism(),
  memory = totalmem(),
): number {
  const fit = cores * (LANE_BYTES + 2 * model.length) <= SHARE * memory;
  return model.length <= SMALL_MODEL_BYTES && cores > 1 && fit ? cores : 0;
}
