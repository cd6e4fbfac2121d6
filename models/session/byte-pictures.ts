/** A network that takes pixels as pictures hold them, so that nobody need turn them into numbers before. */
import { decodeModel } from '../onnx/decode.ts';
import { encodeModel } from '../onnx/encode.ts';
import { OnnxFormatError } from '../onnx/wire.ts';
import type { OnnxNode } from '../onnx/model.ts';

const node = (
  opType: string,
  inputs: string[],
  output: string,
  attributes: OnnxNode['attributes'] = {},
): OnnxNode => ({
  name: `bytes ${opType}`,
  opType,
  domain: '',
  inputs,
  outputs: [output],
  attributes,
});

/**
 * The same network over 8-bit pixels, [batch, height, width, channels] of 0…255, as its input's 0…1 in
 * planes. Turning them takes a fiftieth of the time that a small detector takes to look at them; in plain
 * TypeScript it took an eighth.
 *
 * @param model with one input of pictures, float32 [batch, channels, height, width]
 * @throws OnnxFormatError for a model without such an input
 */
export function overBytes(model: Uint8Array): Uint8Array {
  const decoded = decodeModel(model);
  const [input] = decoded.graph.inputs;
  if (input?.shape.length !== 4 || input.dataType !== 'float32')
    throw new OnnxFormatError(
      'A network over bytes wants one of float32 [batch, channels, height, width].',
    );
  const [batch = 'batch', channels = 3, height = 'height', width = 'width'] = input.shape;
  const share = new Uint8Array(Float32Array.of(1 / 255).buffer);
  return encodeModel({
    ...decoded,
    graph: {
      ...decoded.graph,
      inputs: [{ name: 'bytes', dataType: 'uint8', shape: [batch, height, width, channels] }],
      initializers: [
        ...decoded.graph.initializers,
        { name: 'bytes share', dataType: 'float32', shape: [], bytes: share },
      ],
      nodes: [
        node('Transpose', ['bytes'], 'bytes planes', {
          perm: { kind: 'ints', value: [0, 3, 1, 2] },
        }),
        node('Cast', ['bytes planes'], 'bytes numbers', { to: { kind: 'int', value: 1 } }),
        node('Mul', ['bytes numbers', 'bytes share'], input.name),
        ...decoded.graph.nodes,
      ],
    },
  });
}
