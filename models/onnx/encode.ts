/** Writes an ONNX model as protobuf; field numbers are those of onnx.proto. */
import {
  dataTypes,
  type Attribute,
  type Initializer,
  type OnnxModel,
  type OnnxNode,
  type ValueInfo,
} from './model.ts';
import { WireWriter } from './wire.ts';

export function tensor(value: Initializer): WireWriter {
  const out = new WireWriter();
  for (const size of value.shape) out.int(1, size);
  return out.int(2, dataTypes[value.dataType]).text(8, value.name).bytes(9, value.bytes);
}

function attribute(name: string, given: Attribute): WireWriter {
  const out = new WireWriter().text(1, name);
  switch (given.kind) {
    case 'float':
      return out.float(2, given.value).int(20, 1);
    case 'int':
      return out.int(3, given.value).int(20, 2);
    case 'string':
      return out.text(4, given.value).int(20, 3);
    case 'tensor':
      return out.message(5, tensor(given.value)).int(20, 4);
    case 'floats':
      for (const each of given.value) out.float(7, each);
      return out.int(20, 6);
    case 'ints':
      for (const each of given.value) out.int(8, each);
      return out.int(20, 7);
  }
}

export function node(value: OnnxNode): WireWriter {
  const out = new WireWriter();
  for (const name of value.inputs) out.text(1, name);
  for (const name of value.outputs) out.text(2, name);
  out.text(3, value.name).text(4, value.opType);
  for (const [name, given] of Object.entries(value.attributes))
    out.message(5, attribute(name, given));
  return value.domain === '' ? out : out.text(7, value.domain);
}

export function valueInfo(value: ValueInfo): WireWriter {
  const shape = new WireWriter();
  for (const size of value.shape) {
    const dimension = new WireWriter();
    shape.message(1, typeof size === 'number' ? dimension.int(1, size) : dimension.text(2, size));
  }
  const tensorType = new WireWriter().int(1, dataTypes[value.dataType]).message(2, shape);
  return new WireWriter().text(1, value.name).message(2, new WireWriter().message(1, tensorType));
}

/** The bytes of a `.onnx` file. */
export function encodeModel(model: OnnxModel): Uint8Array {
  const graph = new WireWriter();
  for (const each of model.graph.nodes) graph.message(1, node(each));
  graph.text(2, model.graph.name);
  for (const each of model.graph.initializers) graph.message(5, tensor(each));
  for (const each of model.graph.inputs) graph.message(11, valueInfo(each));
  for (const each of model.graph.outputs) graph.message(12, valueInfo(each));
  const out = new WireWriter().int(1, model.irVersion).text(2, model.producer).message(7, graph);
  for (const [domain, version] of Object.entries(model.opsets))
    out.message(8, new WireWriter().text(1, domain).int(2, version));
  for (const [key, value] of Object.entries(model.metadata))
    out.message(14, new WireWriter().text(1, key).text(2, value));
  return out.finish();
}
