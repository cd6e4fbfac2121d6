/** The EfficientNets as backbones of the registry. */
import { idsOf } from '#terms/tables.ts';
import type { Backbone } from '../backbones/backbone.ts';
import { dialectOf } from '../backbones/dialect-of.ts';
import { inspectEfficientNet } from './efficientnet-file.ts';
import { efficientNetTaps } from './network.ts';
import { efficientNets, type EfficientNetPreset } from './presets.ts';

function backboneOf(preset: EfficientNetPreset): Backbone {
  const { id, size, parameters, dialects, dropout } = preset;
  return {
    id,
    size,
    parameters,
    dialects,
    isLast: (name) => /^(conv_head|bn2)\./.test(name) || stageOf(name) >= firstLast(preset),
    classifier: { name: 'classifier', dropout },
    taps: (layers, pictures, { variant, dropPath = preset.dropPath }) =>
      efficientNetTaps(layers, pictures, { ...preset, dropPath }, dialectOf(preset, variant)),
    inspect: (file) => inspectEfficientNet(file, preset),
  };
}

/** The first of the last stages, counted from 0: every stage of stride 32, and the one before them. */
function firstLast({ stages }: EfficientNetPreset): number {
  return stages.findLastIndex(({ stride }) => stride === 2) - 1;
}

/** The stage that a tensor of a block belongs to; -1 for all others. */
const stageOf = (name: string): number => Number(/^blocks\.(\d+)\./.exec(name)?.[1] ?? -1);

export const efficientNetBackbones = Object.fromEntries(
  idsOf(efficientNets).map((id) => [id, backboneOf(efficientNets[id])]),
) as Readonly<Record<keyof typeof efficientNets, Backbone>>;
