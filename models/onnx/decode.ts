/** Reads a `.onnx` file; what the engine cannot hold is an error that names the node or tensor. */
import {
  bytesPerElement,
  dataTypes,
  type Attribute,
  type DataType,
  type Initializer,
  type OnnxModel,
  type OnnxNode,
  type ValueInfo,
} from './model.ts';
import {
  asBytes,
  asDoubles,
  asFloats,
  asInt,
  asInts,
  asText,
  OnnxFormatError,
  readFields,
} from './wire.ts';

function dataType(number: bigint, what: string): DataType {
  for (const [name, known] of Object.entries(dataTypes))
    if (BigInt(known) === number) return name as DataType;
  throw new OnnxFormatError(`${what}: element type ${number} is not supported`);
}

/** Fields of a tensor that hold its numbers one by one, in place of bytes. */
const numberFields = { 4: asFloats, 5: asInts, 7: asInts, 10: asDoubles } as const;
const isNumberField = (field: number): field is keyof typeof numberFields => field in numberFields;

/** Spread as arguments, a large tensor would not fit the stack. */
function append<Item>(all: Item[], more: readonly Item[]): void {
  for (const each of more) all.push(each);
}

const bytesOf = ({ buffer }: { buffer: ArrayBuffer }) => new Uint8Array(buffer);
type Numbers = Readonly<Record<keyof typeof numberFields, readonly (number | bigint)[]>>;
/** Elements of a type, from the numbers that the format keeps them in. */
const written: Readonly<Record<DataType, (numbers: Numbers) => Uint8Array>> = {
  float32: (n) => bytesOf(Float32Array.from(n[4], Number)),
  float64: (n) => bytesOf(Float64Array.from(n[10], Number)),
  int64: (n) => bytesOf(BigInt64Array.from(n[7], BigInt)),
  int32: (n) => bytesOf(Int32Array.from(n[5], Number)),
  float16: (n) => bytesOf(Uint16Array.from(n[5], Number)),
  int8: (n) => bytesOf(Int8Array.from(n[5], Number)),
  uint8: (n) => bytesOf(Uint8Array.from(n[5], Number)),
  bool: (n) => bytesOf(Uint8Array.from(n[5], Number)),
};

function tensor(bytes: Uint8Array): Initializer {
  let name = '';
  let type: DataType | undefined;
  let raw: Uint8Array | undefined;
  const shape: number[] = [];
  const numbers: Record<keyof typeof numberFields, (number | bigint)[]> = {
    4: [],
    5: [],
    7: [],
    10: [],
  };
  for (const field of readFields(bytes, 'tensor')) {
    const what = `tensor '${name}'`;
    if (field.field === 1) shape.push(...asInts(field, what).map(Number));
    else if (field.field === 2) type = dataType(asInt(field, what), what);
    else if (isNumberField(field.field))
      append(numbers[field.field], numberFields[field.field](field, what));
    else if (field.field === 8) name = asText(field, what);
    else if (field.field === 9) raw = asBytes(field, what);
    else if (field.field === 13 || field.field === 14)
      throw new OnnxFormatError(`${what} keeps its values in another file, which was not read`);
  }
  if (type === undefined) throw new OnnxFormatError(`tensor '${name}' has no element type`);
  if (shape.some((size) => size < 0))
    throw new OnnxFormatError(`tensor '${name}' has a negative size in [${shape.join(', ')}]`);
  const values = raw ?? written[type](numbers);
  const due = shape.reduce((all, size) => all * size, bytesPerElement[type]);
  if (values.length !== due)
    throw new OnnxFormatError(
      `tensor '${name}' of ${type} [${shape.join(', ')}] needs ${due} bytes and has ${values.length}`,
    );
  return { name, dataType: type, shape, bytes: values };
}

function attribute(bytes: Uint8Array, node: string): [string, Attribute] {
  let name = '';
  let value: Attribute | undefined;
  const ints: number[] = [];
  const floats: number[] = [];
  let kind = 0;
  for (const field of readFields(bytes, `attribute of ${node}`)) {
    const what = `attribute '${name}' of ${node}`;
    if (field.field === 1) name = asText(field, what);
    else if (field.field === 2) value = { kind: 'float', value: asFloats(field, what)[0] ?? 0 };
    else if (field.field === 3) value = { kind: 'int', value: Number(asInt(field, what)) };
    else if (field.field === 4) value = { kind: 'string', value: asText(field, what) };
    else if (field.field === 5) value = { kind: 'tensor', value: tensor(asBytes(field, what)) };
    else if (field.field === 7) floats.push(...asFloats(field, what));
    else if (field.field === 8) ints.push(...asInts(field, what).map(Number));
    else if (field.field === 20) kind = Number(asInt(field, what));
  }
  if (kind === 6) value = { kind: 'floats', value: floats };
  if (kind === 7) value = { kind: 'ints', value: ints };
  // Protobuf leaves out a number that is zero and a text that is empty.
  if (kind === 1) value ??= { kind: 'float', value: 0 };
  if (kind === 2) value ??= { kind: 'int', value: 0 };
  if (kind === 3) value ??= { kind: 'string', value: '' };
  if (value === undefined)
    throw new OnnxFormatError(`attribute '${name}' of ${node} has kind ${kind}: not supported`);
  return [name, value];
}

function node(bytes: Uint8Array): OnnxNode {
  const inputs: string[] = [];
  const outputs: string[] = [];
  const texts: Record<number, string> = {};
  const attributes: Uint8Array[] = [];
  for (const field of readFields(bytes, 'node')) {
    if (field.field === 1) inputs.push(asText(field, 'node'));
    else if (field.field === 2) outputs.push(asText(field, 'node'));
    else if (field.field === 5) attributes.push(asBytes(field, 'node'));
    else if (field.field < 8) texts[field.field] = asText(field, 'node');
  }
  const opType = texts[4];
  if (opType === undefined) throw new OnnxFormatError(`node '${texts[3] ?? ''}' names no op`);
  return {
    name: texts[3] ?? '',
    opType,
    domain: texts[7] ?? '',
    inputs,
    outputs,
    attributes: Object.fromEntries(
      attributes.map((each) => attribute(each, `${opType} '${texts[3] ?? ''}'`)),
    ),
  };
}

/** The bytes of one sub-message of a message, or nothing where it is missing. */
function only(bytes: Uint8Array | undefined, wanted: number, what: string): Uint8Array | undefined {
  if (bytes === undefined) return undefined;
  let found: Uint8Array | undefined;
  for (const field of readFields(bytes, what))
    if (field.field === wanted) found = asBytes(field, what);
  return found;
}

/** A named input or output of a graph. */
export function valueInfo(bytes: Uint8Array): ValueInfo {
  let name = '';
  let type: Uint8Array | undefined;
  for (const field of readFields(bytes, 'value')) {
    if (field.field === 1) name = asText(field, 'value');
    if (field.field === 2) type = asBytes(field, `value '${name}'`);
  }
  const what = `value '${name}'`;
  const tensorType = only(type, 1, what);
  if (tensorType === undefined) throw new OnnxFormatError(`${what} is no tensor`);
  let element: DataType | undefined;
  const shape: (number | string)[] = [];
  for (const field of readFields(tensorType, what)) {
    if (field.field === 1) element = dataType(asInt(field, what), what);
    if (field.field !== 2) continue;
    for (const dimension of readFields(asBytes(field, what), what)) {
      let size: number | string = '';
      for (const part of readFields(asBytes(dimension, what), what))
        size = part.field === 1 ? Number(asInt(part, what)) : asText(part, what);
      shape.push(size);
    }
  }
  if (element === undefined) throw new OnnxFormatError(`${what} has no element type`);
  return { name, dataType: element, shape };
}

/** Number (field 2) or text (field 2) under a text (field 1): op sets and metadata. */
function pair(bytes: Uint8Array, what: string): { key: string; value: bigint | string } {
  let key = '';
  let value: bigint | string = '';
  for (const field of readFields(bytes, what)) {
    if (field.field === 1) key = asText(field, what);
    if (field.field === 2)
      value = typeof field.value === 'bigint' ? field.value : asText(field, what);
  }
  return { key, value };
}

/**
 * Reads a whole model.
 * @param supported where given, any op outside it is refused; ops of other domains are written
 *   `domain:Op`
 * @throws {OnnxFormatError} for bytes that are cut off or damaged, and for what is not supported
 */
export function decodeModel(bytes: Uint8Array, supported?: ReadonlySet<string>): OnnxModel {
  let irVersion = 0;
  let producer = '';
  let graph: Uint8Array | undefined;
  const opsets: Record<string, number> = {};
  const metadata: Record<string, string> = {};
  for (const field of readFields(bytes, 'model')) {
    if (field.field === 1) irVersion = Number(asInt(field, 'model'));
    else if (field.field === 2) producer = asText(field, 'model');
    else if (field.field === 7) graph = asBytes(field, 'model');
    else if (field.field === 8 || field.field === 14) {
      const { key, value } = pair(asBytes(field, 'model'), 'model');
      if (field.field === 8) opsets[key] = Number(value);
      else metadata[key] = String(value);
    }
  }
  if (graph === undefined)
    throw new OnnxFormatError('model: no graph in it; is this an ONNX file?');
  const nodes: OnnxNode[] = [];
  const initializers: Initializer[] = [];
  const inputs: ValueInfo[] = [];
  const outputs: ValueInfo[] = [];
  let name = '';
  for (const field of readFields(graph, 'graph')) {
    if (field.field === 1) nodes.push(node(asBytes(field, 'graph')));
    else if (field.field === 2) name = asText(field, 'graph');
    else if (field.field === 5) initializers.push(tensor(asBytes(field, 'graph')));
    else if (field.field === 11) inputs.push(valueInfo(asBytes(field, 'graph')));
    else if (field.field === 12) outputs.push(valueInfo(asBytes(field, 'graph')));
  }
  for (const each of nodes) {
    const op = each.domain === '' ? each.opType : `${each.domain}:${each.opType}`;
    if (supported && !supported.has(op))
      throw new OnnxFormatError(
        `model: node '${each.name}' is a ${op}, which is not supported here`,
      );
  }
  return {
    irVersion,
    producer,
    opsets,
    metadata,
    graph: { name, nodes, initializers, inputs, outputs },
  };
}
