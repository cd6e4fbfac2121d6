/**
 * Weights in a second file. A tensor then says where its bytes lie (`location`, `offset`, `length`), as `onnx.proto`
 * has it under `external_data`; PyTorch writes so since 2.9. Here they are brought back into the model, and all
 * else of it stays as it is.
 */
import { asBytes, asInt, asText, OnnxFormatError, readFields, WireWriter } from './wire.ts';

/** Where a tensor's bytes lie, beside the model. */
export interface ExternalPlace {
  /** Name of the tensor. */
  tensor: string;
  /** Path from the model's folder, `/` between parts. */
  location: string;
  offset: number;
  /** Bytes; to the end of the file where not given. */
  length: number | undefined;
}

/** Messages that tensors may be in, each field with what it holds. */
const messages = {
  model: { 7: 'graph', 25: 'function' },
  graph: { 1: 'node', 5: 'tensor' },
  function: { 7: 'node' },
  node: { 5: 'attribute' },
  attribute: { 5: 'tensor', 6: 'graph', 10: 'tensor', 11: 'graph' },
} as const satisfies Record<string, Record<number, string>>;
type Message = keyof typeof messages;

/** Of TensorProto: raw bytes, their place, and whether they have one. */
const fields = { name: 8, raw: 9, place: 13, location: 14 } as const;
const isExternal = 1n;

/**
 * The same model with all its weights inside; the very same bytes where they are already.
 * @throws {OnnxFormatError} for a model that is damaged, or a place that says nothing
 */
export async function withWeights(
  model: Uint8Array,
  read: (place: ExternalPlace) => Promise<Uint8Array>,
): Promise<Uint8Array> {
  return inside('model', model, read);
}

async function inside(
  kind: Message,
  bytes: Uint8Array,
  read: (place: ExternalPlace) => Promise<Uint8Array>,
): Promise<Uint8Array> {
  const held: Readonly<Record<number, Message | 'tensor'>> = messages[kind];
  const out = new WireWriter();
  let isChanged = false;
  for (const field of readFields(bytes, kind)) {
    const what = held[field.field];
    const before = what === undefined ? undefined : asBytes(field, kind);
    if (what === undefined || before === undefined) {
      out.raw(field.whole);
      continue;
    }
    const after =
      what === 'tensor' ? await tensorInside(before, read) : await inside(what, before, read);
    if (after === before) out.raw(field.whole);
    else out.bytes(field.field, after);
    isChanged ||= after !== before;
  }
  return isChanged ? out.finish() : bytes;
}

async function tensorInside(
  bytes: Uint8Array,
  read: (place: ExternalPlace) => Promise<Uint8Array>,
): Promise<Uint8Array> {
  let tensor = '';
  let external = false;
  const place = new Map<string, string>();
  const out = new WireWriter();
  for (const field of readFields(bytes, 'tensor')) {
    if (field.field === fields.location) external = asInt(field, 'tensor') === isExternal;
    else if (field.field === fields.place) {
      const [key, value] = entryOf(asBytes(field, 'tensor'));
      place.set(key, value);
    } else out.raw(field.whole);
    if (field.field === fields.name) tensor = asText(field, 'tensor');
  }
  if (!external) return bytes;
  const location = place.get('location');
  const [offset, length] = [number(place.get('offset') ?? '0'), number(place.get('length'))];
  if (location === undefined || offset === undefined)
    throw new OnnxFormatError(`tensor '${tensor}' does not say in which file its values are`);
  return out.bytes(fields.raw, await read({ tensor, location, offset, length })).finish();
}

function entryOf(bytes: Uint8Array): [key: string, value: string] {
  const texts: Record<number, string> = {};
  for (const field of readFields(bytes, 'place of a tensor'))
    texts[field.field] = asText(field, 'place of a tensor');
  return [texts[1] ?? '', texts[2] ?? ''];
}

function number(text: string | undefined): number | undefined {
  const value = Number(text);
  return text !== undefined && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}
