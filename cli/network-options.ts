import { InvalidArgumentError, Option } from 'commander';
import { deviceChoice } from '#terms/training/devices.ts';
import { wholeNumber } from './numbers.ts';
import type { OutputOptions } from './output.ts';

export interface CatalogueOptions extends OutputOptions {
  catalogue?: string;
}

export const deviceOption = () =>
  new Option('--device <name>', 'where the network computes; auto measures and takes the fastest')
    .choices(deviceChoice.options)
    .default('auto');

/** Null, which the contract has for never, is no value of an option. */
export function patienceOf(value: string): number | 'never' {
  return value === 'never' ? value : wholeNumber(value);
}

export function learningRate(value: string): number {
  const rate = Number(value);
  if (!(rate > 0 && rate <= 1)) throw new InvalidArgumentError('A rate above 0, at most 1.');
  return rate;
}
