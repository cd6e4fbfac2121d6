/** A network with a head behind it, as one plain inference network. */
import type { Initializer, OnnxNode } from '#models/onnx/model.ts';
import { withMoreNodes } from '#models/onnx/more-nodes.ts';
import type { VectorHead } from './vector-head.ts';

const floats = (values: Float32Array) =>
  new Uint8Array(values.buffer, values.byteOffset, values.byteLength);

/**
 * Vectors of the model brought to length one, the head's layer, and length one again. The ops are those of any
 * opset since 7.
 * @param model whose first output is a vector a picture
 */
export function networkWithHead(
  model: Uint8Array,
  { inputs, dimensions, weight, bias }: VectorHead,
): Uint8Array {
  return withMoreNodes(model, (vector, nameOf) => {
    const node = (
      opType: string,
      from: string[],
      to: string,
      attributes: OnnxNode['attributes'] = {},
    ): OnnxNode => ({
      name: nameOf(`head ${to}`),
      opType,
      domain: '',
      inputs: from,
      outputs: [nameOf(to)],
      attributes,
    });
    const int = (value: number) => ({ kind: 'int', value }) as const;
    const tensor = (name: string, shape: number[], values: Float32Array): Initializer => ({
      name: nameOf(name),
      dataType: 'float32',
      shape,
      bytes: floats(values),
    });
    const unit = { axis: int(1), p: int(2) };
    return {
      nodes: [
        node('Flatten', [vector.name], 'head.flat', { axis: int(1) }),
        node('LpNormalization', [nameOf('head.flat')], 'head.unit', unit),
        node(
          'Gemm',
          [nameOf('head.unit'), nameOf('head.weight'), nameOf('head.bias')],
          'head.dense',
          {
            transB: int(1),
          },
        ),
        node('LpNormalization', [nameOf('head.dense')], 'embedding', unit),
      ],
      initializers: [
        tensor('head.weight', [dimensions, inputs], weight),
        tensor('head.bias', [dimensions], bias),
      ],
      output: {
        name: nameOf('embedding'),
        dataType: 'float32',
        shape: [vector.shape[0] ?? 'batch', dimensions],
      },
    };
  });
}
