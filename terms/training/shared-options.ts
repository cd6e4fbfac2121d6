/** Options that detectors and embedders share. */
import type { NumberOption } from './options.ts';

export const patience = {
  kind: 'number',
  title: 'Stops after so many worse judgements',
  about: 'judgements without a better one before it stops, or never',
  least: 1,
  orNever: true,
} as const satisfies NumberOption;

export const seed = {
  kind: 'number',
  title: 'Seed',
  about: 'the same seed learns the same',
  least: 0,
  otherwise: 0,
} as const satisfies NumberOption;
