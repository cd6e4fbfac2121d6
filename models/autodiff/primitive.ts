/** What an operation must say of itself to stand on the tape. */
import type { Graph, Value } from '#models/graph/graph.ts';

/**
 * Which nodes an execution provider runs well.
 * - `cpu`: ONNX Runtime's CPU provider, its private blocked layout where the probe found one
 * - `standard`: ops of the ONNX standard alone, for WebGPU, CUDA, DirectML and CoreML
 */
export interface Profile {
  readonly name: 'cpu' | 'standard';
  /** Channels of a block in the CPU provider's NCHWc layout; 0 where it has none. */
  readonly nchwcBlock: 0 | 4 | 8 | 16;
}

export const standardProfile: Profile = { name: 'standard', nchwcBlock: 0 };

/** Where an operation emits its nodes, and for whom. */
export interface Emitter {
  readonly graph: Graph;
  readonly profile: Profile;
}

/** One use of a primitive, as its gradient rule sees it. */
interface Call<Params, Saved> {
  readonly inputs: readonly Value[];
  readonly output: Value;
  readonly params: Params;
  /** What the forward pass left for the backward pass. */
  readonly saved: Saved;
  /** Which inputs a gradient is wanted for; the rule emits nothing for the others. */
  readonly needs: readonly boolean[];
}

/** One row of the table of operations; each lives in its own file of models/ops. */
export interface Primitive<Params = undefined, Saved = undefined> {
  readonly name: string;
  forward(to: Emitter, inputs: readonly Value[], params: Params): { output: Value; saved: Saved };
  /**
   * Vector-Jacobian product: the gradients of the inputs from that of the output, in their order;
   * `undefined` for inputs that need none. One may have sides of 1 where the input has more, and is
   * then meant to be repeated. Absent where no rule is known.
   */
  vjp?(to: Emitter, call: Call<Params, Saved>, dy: Value): (Value | undefined)[];
}

/** An input of a primitive by its place. @throws if it was not given */
export function inputAt(op: string, inputs: readonly Value[], at: number): Value {
  const value = inputs[at];
  if (!value) throw new Error(`${op}: input ${at} is missing`);
  return value;
}
