/** A model with more nodes behind its first output. All that was in it stays as it is written. */
import { node, tensor, valueInfo as writtenValue } from './encode.ts';
import { tensorName } from './signature.ts';
import { valueInfo } from './decode.ts';
import type { Initializer, OnnxNode, ValueInfo } from './model.ts';
import { asBytes, OnnxFormatError, readFields, WireWriter } from './wire.ts';

interface MoreNodes {
  nodes: readonly OnnxNode[];
  initializers: readonly Initializer[];
  /** The only output that the model then has. */
  output: ValueInfo;
}

/**
 * @param make is given the model's first output, and a way to name what is new as nothing in it is named
 * @throws {OnnxFormatError} for bytes that are no model, or one without outputs
 */
export function withMoreNodes(
  model: Uint8Array,
  make: (output: ValueInfo, nameOf: (name: string) => string) => MoreNodes,
): Uint8Array {
  const out = new WireWriter();
  for (const field of readFields(model, 'model'))
    if (field.field === 7) out.message(7, graphWith(asBytes(field, 'model'), make));
    // What it said of itself is not true of the new one.
    else if (field.field !== 14) out.raw(field.whole);
  return out.finish();
}

function graphWith(graph: Uint8Array, make: Parameters<typeof withMoreNodes>[1]): WireWriter {
  const out = new WireWriter();
  const taken = new Set<string>();
  let first: ValueInfo | undefined;
  for (const field of readFields(graph, 'graph')) {
    if (field.field === 12) first ??= valueInfo(asBytes(field, 'graph'));
    else out.raw(field.whole);
    if (field.field === 5) taken.add(tensorName(asBytes(field, 'graph')));
  }
  if (first === undefined) throw new OnnxFormatError('model: its graph gives nothing');
  let round = 1;
  const nameOf = (name: string) => `${name}.${round}`;
  const added = () => make(first, nameOf);
  while (added().initializers.some(({ name }) => taken.has(name))) round += 1;
  const { nodes, initializers, output } = added();
  for (const each of nodes) out.message(1, node(each));
  for (const each of initializers) out.message(5, tensor(each));
  return out.message(12, writtenValue(output));
}
