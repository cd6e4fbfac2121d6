import { InvalidArgumentError, Option } from 'commander';
import { device } from '#api/contract/index.ts';
import { wholeNumber } from './numbers.ts';
import type { OutputOptions } from './output.ts';

export interface CatalogueOptions extends OutputOptions {
  catalogue?: string;
}

export const deviceOption = () =>
  new Option('--device <name>', 'where the network computes; auto measures and takes the fastest')
    .choices(device.options)
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
