import { Option } from 'commander';
import { deviceChoice } from '#terms/training/devices.ts';
import type { OutputOptions } from './output.ts';

export interface CatalogueOptions extends OutputOptions {
  catalogue?: string;
}

export const deviceOption = () =>
  new Option('--device <name>', 'where the network computes; auto measures and takes the fastest')
    .choices(deviceChoice.options)
    .default('auto');
