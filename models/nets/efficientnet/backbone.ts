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
    classifier: { name: 'classifier', dropout },
    taps: (layers, pictures, { variant, dropPath = preset.dropPath }) =>
      efficientNetTaps(layers, pictures, { ...preset, dropPath }, dialectOf(preset, variant)),
    inspect: (file) => inspectEfficientNet(file, preset),
  };
}

export const efficientNetBackbones = Object.fromEntries(
  idsOf(efficientNets).map((id) => [id, backboneOf(efficientNets[id])]),
) as Readonly<Record<keyof typeof efficientNets, Backbone>>;
