/** An ONNX model in memory: plain objects with the field names of onnx.proto where they are ours to use. */

/** Element types that the engine reads and writes, with their number in TensorProto.DataType. */
export const dataTypes = {
  float32: 1,
  uint8: 2,
  int8: 3,
  int32: 6,
  int64: 7,
  bool: 9,
  float16: 10,
  float64: 11,
} as const;
export type DataType = keyof typeof dataTypes;

export const bytesPerElement: Readonly<Record<DataType, number>> = {
  float32: 4,
  uint8: 1,
  int8: 1,
  int32: 4,
  int64: 8,
  bool: 1,
  float16: 2,
  float64: 8,
};

export interface Initializer {
  name: string;
  dataType: DataType;
  shape: readonly number[];
  /** Little-endian elements, row-major. */
  bytes: Uint8Array;
}

/** Attributes that our nodes use; graphs, sparse tensors and types are refused on reading. */
export type Attribute =
  | { kind: 'int'; value: number }
  | { kind: 'float'; value: number }
  | { kind: 'string'; value: string }
  | { kind: 'ints'; value: readonly number[] }
  | { kind: 'floats'; value: readonly number[] }
  | { kind: 'tensor'; value: Initializer };

export interface OnnxNode {
  name: string;
  opType: string;
  /** '' for ONNX's own ops. */
  domain: string;
  /** '' where an optional input is left out. */
  inputs: readonly string[];
  outputs: readonly string[];
  attributes: Readonly<Record<string, Attribute>>;
}

/** A named input or output; a dimension is a number, or a name where it is open. */
export interface ValueInfo {
  name: string;
  dataType: DataType;
  shape: readonly (number | string)[];
}

export interface OnnxModel {
  irVersion: number;
  producer: string;
  /** Version of each op set by domain, '' for ONNX's own. */
  opsets: Readonly<Record<string, number>>;
  metadata: Readonly<Record<string, string>>;
  graph: {
    name: string;
    nodes: readonly OnnxNode[];
    initializers: readonly Initializer[];
    inputs: readonly ValueInfo[];
    outputs: readonly ValueInfo[];
  };
}
