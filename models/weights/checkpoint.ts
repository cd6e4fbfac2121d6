/**
 * Our checkpoint: everything that a training run needs to go on as if it had never stopped, as one
 * safetensors file. Vectors are tensors, all else is JSON in the metadata.
 */
import { SafetensorsFile } from './safetensors-read.ts';
import { writeSafetensors } from './safetensors-write.ts';
import { vectorLength, type Slot, type StateLayout } from './state-layout.ts';
import { WeightsError } from './weights-error.ts';

/** Values that JSON keeps as they are. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** Flat vectors of a training state; the optional ones depend on the optimiser. */
export interface StateVectors {
  parameters: Float32Array;
  statistics: Float32Array;
  /** Momentum of SGD, first moment of AdamW. */
  moment1?: Float32Array;
  /** Second moment of AdamW. */
  moment2?: Float32Array;
  /** Exponential moving average of the parameters. */
  average?: Float32Array;
}

export interface Checkpoint {
  /** What the network is: preset, variant, heads. */
  network: Json;
  /** Kind and settings of the optimiser. */
  optimizer: Json;
  /** Steps done. */
  step: number;
  /** State of every random stream of the run. */
  random: Json;
  /** What the run was asked for. */
  recipe: Json;
  layout: StateLayout;
  vectors: StateVectors;
}

const formatVersion = '1';
const vectorNames = ['parameters', 'statistics', 'moment1', 'moment2', 'average'] as const;

/** Writes a checkpoint; the file at `path` is the old or the new one, never a part. */
export async function writeCheckpoint(path: string, checkpoint: Checkpoint): Promise<void> {
  const { vectors, layout, network, optimizer, step, random, recipe } = checkpoint;
  const tensors = vectorNames.flatMap((name) => {
    const values = vectors[name];
    return values ? [{ name, shape: [values.length], values }] : [];
  });
  await writeSafetensors(path, tensors, {
    metadata: {
      'resight.checkpoint': formatVersion,
      network: JSON.stringify(network),
      optimizer: JSON.stringify(optimizer),
      step: String(step),
      random: JSON.stringify(random),
      recipe: JSON.stringify(recipe),
      layout: JSON.stringify(layout),
    },
  });
}

/** @throws WeightsError `not-a-checkpoint` for another file, and all errors of safetensors */
export async function readCheckpoint(path: string): Promise<Checkpoint> {
  await using file = await SafetensorsFile.open(path);
  const { metadata, tensors } = file.header;
  const version = metadata['resight.checkpoint'];
  if (version === undefined)
    throw new WeightsError(
      'not-a-checkpoint',
      path,
      'holds weights but no training state; load it as starting weights instead of resuming it.',
    );
  if (version !== formatVersion)
    throw new WeightsError(
      'not-a-checkpoint',
      path,
      `is a checkpoint of format ${version}, this program reads format ${formatVersion}; update the program.`,
    );
  const layout = parseLayout(path, metadata['layout']);
  const step = Number(metadata['step'] ?? NaN);
  if (!Number.isSafeInteger(step) || step < 0)
    throw new WeightsError('not-a-checkpoint', path, 'counts no steps; choose another checkpoint.');
  const vectors: StateVectors = {
    parameters: await file.readFloats('parameters'),
    statistics: await file.readFloats('statistics'),
  };
  for (const name of ['moment1', 'moment2', 'average'] as const)
    if (tensors.has(name)) vectors[name] = await file.readFloats(name);
  for (const name of vectorNames) {
    const slots = name === 'statistics' ? layout.statistics : layout.parameters;
    const vector = vectors[name];
    if (vector && vector.length !== vectorLength(slots))
      throw new WeightsError(
        'not-a-checkpoint',
        path,
        `its ${name} have ${vector.length} numbers, its own layout ${vectorLength(slots)}; choose another checkpoint.`,
      );
  }
  return {
    network: parseJson(path, 'network', metadata['network']),
    optimizer: parseJson(path, 'optimizer', metadata['optimizer']),
    step,
    random: parseJson(path, 'random', metadata['random']),
    recipe: parseJson(path, 'recipe', metadata['recipe']),
    layout,
    vectors,
  };
}

/**
 * Makes sure that a checkpoint's vectors lie as the network at hand has them.
 * @throws WeightsError `wrong-checkpoint` naming the first tensor that differs
 */
export function requireLayout(path: string, found: StateLayout, wanted: StateLayout): void {
  for (const part of ['parameters', 'statistics'] as const) {
    const differs = wanted[part].findIndex(
      (slot, at) => describeSlot(slot) !== describeSlot(found[part][at]),
    );
    const at =
      differs === -1 && found[part].length > wanted[part].length ? wanted[part].length : differs;
    if (at !== -1)
      throw new WeightsError(
        'wrong-checkpoint',
        path,
        `belongs to another network: where ${describeSlot(wanted[part][at])} is wanted it has ${describeSlot(found[part][at])}. Resume it with the network it was written by.`,
      );
  }
}

function describeSlot(slot: Slot | undefined): string {
  return slot ? `${slot.name} [${slot.shape.join(', ')}] at ${slot.offset}` : 'nothing';
}

function parseJson(path: string, what: string, text: string | undefined): Json {
  try {
    return JSON.parse(text ?? '') as Json;
  } catch (cause) {
    throw new WeightsError(
      'not-a-checkpoint',
      path,
      `its ${what} cannot be read; the file is damaged, choose an earlier checkpoint.`,
      { cause },
    );
  }
}

function parseLayout(path: string, text: string | undefined): StateLayout {
  const layout = parseJson(path, 'layout', text);
  const { parameters, statistics } = (layout ?? {}) as { parameters?: Json; statistics?: Json };
  if (!isSlots(parameters) || !isSlots(statistics))
    throw new WeightsError(
      'not-a-checkpoint',
      path,
      'its layout is no list of tensors; the file is damaged, choose an earlier checkpoint.',
    );
  return { parameters, statistics };
}

function isSlots(value: unknown): value is Slot[] {
  return (
    Array.isArray(value) &&
    value.every(
      (slot: unknown) =>
        typeof slot === 'object' &&
        slot !== null &&
        'name' in slot &&
        typeof slot.name === 'string' &&
        'offset' in slot &&
        Number.isSafeInteger(slot.offset) &&
        'shape' in slot &&
        Array.isArray(slot.shape) &&
        slot.shape.every((side) => Number.isSafeInteger(side)),
    )
  );
}
