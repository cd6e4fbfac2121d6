/** A trained network as a plain inference `.onnx` with a card beside it that says how to use it. */
import type { Normalisation } from '#terms/embedder/normalisations.ts';
import { encodeModel } from '#models/onnx/encode.ts';
import type { Value } from '#models/graph/graph.ts';
import type { FileHandle } from 'node:fs/promises';
import { cardBeside, sha256Of } from './read-network.ts';
import { InferenceLayers } from '../layers/inference-layers.ts';
import { writeAtomically } from '../weights/atomic-file.ts';
import type { Json } from '../weights/checkpoint.ts';
import type { NetworkVectors } from '../weights/load-weights.ts';
import type { StateLayout } from '../weights/state-layout.ts';

/** What a person or another program needs to know to use the network. */
export interface NetworkCard {
  network: string;
  input: Normalisation & {
    name: string;
    /** [channels, height, width]; any batch size goes before. */
    shape: readonly [number, number, number];
  };
  output: { name: string; shape: readonly number[]; meaning: string };
  classes?: readonly string[];
  metrics?: Json;
}

export interface InferenceNetwork {
  layout: StateLayout;
  vectors: NetworkVectors;
  card: NetworkCard;
  /** The composition: from the picture batch to the one output. */
  forward: (layers: InferenceLayers, pictures: Value) => Value;
}

/** The bytes of the inference model: batch norm folded, tensors inside, batch size free. */
export function inferenceModel({ layout, vectors, card, forward }: InferenceNetwork): Uint8Array {
  const layers = new InferenceLayers(layout, vectors);
  const pictures = layers.graph.input(card.input.name, [1, ...card.input.shape]);
  layers.graph.output(card.output.name, forward(layers, pictures));
  layers.graph.describe('card', JSON.stringify(card));
  return encodeModel(layers.model());
}

/**
 * Writes `path` (ending in `.onnx`) and the card beside it (`.json`) with the network's hash, each whole or not
 * at all; the card comes last, so that a card never stands without its network.
 */
export async function exportNetwork(path: string, network: InferenceNetwork): Promise<void> {
  await writeNetwork(path, inferenceModel(network), network.card);
}

/** The same of a model that is made already. */
export async function writeNetwork(
  path: string,
  model: Uint8Array,
  card: NetworkCard,
): Promise<void> {
  if (!path.endsWith('.onnx'))
    throw new RangeError(`Exporting a network to ${path}: choose a name that ends in .onnx.`);
  await writeAtomically(path, (file) => writeWhole(file, model));
  const sealed = { ...card, sha256: sha256Of(model) };
  const text = Buffer.from(`${JSON.stringify(sealed, null, 2)}\n`);
  await writeAtomically(cardBeside(path), (file) => writeWhole(file, text));
}

async function writeWhole(file: FileHandle, bytes: Uint8Array): Promise<void> {
  await file.writeFile(bytes);
}
