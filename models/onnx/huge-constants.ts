/**
 * A small file can ask for a tensor that fills any memory; that is found before the runtime is handed the network.
 * Read from the bytes, since any op and any tensor may be in a network of others.
 */
import { dataTypes } from './model.ts';
import { asBytes, asInt, asInts, asText, OnnxFormatError, readFields } from './wire.ts';

/** Numbers of one tensor: more than any network here holds, and still memory that machines have. */
const mostElements = 2 ** 28;

/** What is known of a constant: its sizes, and its values where they are whole numbers. */
interface Known {
  name: string;
  shape: number[];
  values: number[] | undefined;
}

const product = (sizes: readonly number[]): number => sizes.reduce((all, size) => all * size, 1);

function known(tensor: Uint8Array): Known {
  let name = '';
  let type = 0;
  let raw: Uint8Array | undefined;
  const shape: number[] = [];
  const listed: number[] = [];
  for (const field of readFields(tensor, 'tensor')) {
    if (field.field === 1) for (const size of asInts(field, 'tensor')) shape.push(Number(size));
    else if (field.field === 2) type = Number(asInt(field, 'tensor'));
    else if (field.field === 8) name = asText(field, 'tensor');
    else if (field.field === 9) raw = asBytes(field, 'tensor');
    // Whole numbers are listed under one field or another by their width.
    else if (field.field === 5 || field.field === 7)
      for (const value of asInts(field, 'tensor')) listed.push(Number(value));
  }
  const isLong = type === dataTypes.int64;
  if (!isLong && type !== dataTypes.int32) return { name, shape, values: undefined };
  return { name, shape, values: raw === undefined ? listed : wholesIn(raw, isLong) };
}

function wholesIn(raw: Uint8Array, isLong: boolean): number[] {
  const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
  return isLong
    ? Array.from({ length: raw.length >> 3 }, (_, at) => Number(view.getBigInt64(at * 8, true)))
    : Array.from({ length: raw.length >> 2 }, (_, at) => view.getInt32(at * 4, true));
}

interface Node {
  name: string;
  op: string;
  inputs: string[];
  output: string | undefined;
  value: Known | undefined;
}

function nodeOf(bytes: Uint8Array): Node {
  const node: Node = { name: '', op: '', inputs: [], output: undefined, value: undefined };
  for (const field of readFields(bytes, 'node')) {
    if (field.field === 1) node.inputs.push(asText(field, 'node'));
    else if (field.field === 2) node.output ??= asText(field, 'node');
    else if (field.field === 3) node.name = asText(field, 'node');
    else if (field.field === 4) node.op = asText(field, 'node');
    else if (field.field === 5)
      for (const part of readFields(asBytes(field, 'node'), 'attribute'))
        if (part.field === 5) node.value = known(asBytes(part, 'attribute'));
  }
  return node;
}

/** Numbers that a node makes of constants; undefined where that depends on the picture. */
function elementsMade({ op, inputs }: Node, constants: ReadonlyMap<string, Known>) {
  const [first, second, third] = inputs.map((name) => constants.get(name));
  switch (op) {
    case 'ConstantOfShape':
      return first?.values && product(first.values);
    case 'Expand':
      return second?.values && product(second.values);
    case 'Tile':
      return second?.values && product(second.values) * product(first?.shape ?? []);
    case 'Range': {
      const [[start], [limit], [step]] = [first, second, third].map((of) => of?.values ?? []);
      if (start === undefined || limit === undefined || step === undefined) return undefined;
      return Math.abs((limit - start) / step);
    }
    default:
      return undefined;
  }
}

/** @throws OnnxFormatError naming the node that asks for more than a network needs, or for bytes that are no model */
export function refuseHugeConstants(model: Uint8Array): void {
  const constants = new Map<string, Known>();
  const nodes: Node[] = [];
  for (const field of readFields(model, 'model')) {
    if (field.field !== 7) continue;
    for (const part of readFields(asBytes(field, 'model'), 'graph')) {
      if (part.field === 1) nodes.push(nodeOf(asBytes(part, 'graph')));
      else if (part.field === 5) {
        const tensor = known(asBytes(part, 'graph'));
        constants.set(tensor.name, tensor);
      }
    }
  }
  for (const node of nodes) {
    if (node.op === 'Constant' && node.value !== undefined && node.output !== undefined)
      constants.set(node.output, node.value);
    const made = elementsMade(node, constants);
    if (made !== undefined && !(made <= mostElements))
      throw new OnnxFormatError(
        `node '${node.name || node.op}' makes a tensor of ${made} numbers, which no picture needs`,
      );
  }
}
