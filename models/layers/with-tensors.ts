import type { Value } from '#models/graph/graph.ts';
import type { Initializer, OnnxModel } from '#models/onnx/model.ts';

/** A tensor of a network, asked for by the graph as an input, and where its values come from. */
export interface HeldTensor {
  value: Value;
  values: () => Float32Array;
}

/** The model with its tensors inside, those that nothing reads left out, and a batch size free under the name `batch`. */
export function withTensors(model: OnnxModel, tensors: readonly HeldTensor[]): OnnxModel {
  const names = new Set(tensors.map(({ value }) => value.name));
  const live = new Set(model.graph.nodes.flatMap(({ inputs }) => inputs));
  const weights = tensors
    .filter(({ value }) => live.has(value.name))
    .map(({ value, values }): Initializer => {
      const numbers = values().slice();
      return { ...value, bytes: new Uint8Array(numbers.buffer) };
    });
  return {
    ...model,
    graph: {
      ...model.graph,
      initializers: [...model.graph.initializers, ...weights],
      inputs: model.graph.inputs.filter(({ name }) => !names.has(name)).map(freeBatch),
      outputs: model.graph.outputs.map(freeBatch),
    },
  };
}

const freeBatch = <T extends { shape: readonly (number | string)[] }>(info: T): T => ({
  ...info,
  shape: ['batch', ...info.shape.slice(1)],
});
