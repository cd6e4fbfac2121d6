/** What a network takes and gives, without a look at its weights: any op and any tensor may be in it. */
import { valueInfo } from './decode.ts';
import type { ValueInfo } from './model.ts';
import { asBytes, asText, OnnxFormatError, readFields } from './wire.ts';

export interface Signature {
  /** Without those that have a value of their own. */
  inputs: readonly ValueInfo[];
  outputs: readonly ValueInfo[];
}

/** @throws {OnnxFormatError} for bytes that are no model, or an input that is no tensor of a known type */
export function signatureOf(model: Uint8Array): Signature {
  let graph: Uint8Array | undefined;
  for (const field of readFields(model, 'model'))
    if (field.field === 7) graph = asBytes(field, 'model');
  if (graph === undefined)
    throw new OnnxFormatError('model: no graph in it; is this an ONNX file?');
  // Older exports list their weights among the inputs.
  const given = new Set<string>();
  const inputs: ValueInfo[] = [];
  const outputs: ValueInfo[] = [];
  for (const field of readFields(graph, 'graph')) {
    if (field.field === 5) given.add(tensorName(asBytes(field, 'graph')));
    else if (field.field === 11) inputs.push(valueInfo(asBytes(field, 'graph')));
    else if (field.field === 12) outputs.push(valueInfo(asBytes(field, 'graph')));
  }
  return { inputs: inputs.filter(({ name }) => !given.has(name)), outputs };
}

/** Of an initializer. */
export function tensorName(tensor: Uint8Array): string {
  for (const field of readFields(tensor, 'tensor'))
    if (field.field === 8) return asText(field, 'tensor');
  return '';
}
