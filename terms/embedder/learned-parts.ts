import { z } from 'zod';
import { idsOf } from '../tables.ts';

/**
 * What of a network a training changes.
 * - `whole`: all of it
 * - `last-stages`: those that see the whole animal; the stages below run as they do in use, and keep
 *   nothing for the way back, so a large network can be trained where little memory is
 * - `head`: a layer on its vectors; the network itself stays as it is, whatever it is
 */
export const learnedParts = {
  whole: { title: 'The whole network' },
  'last-stages': { title: 'Its last stages' },
  head: { title: 'A head on its vectors' },
} as const;
export const learnedPart = z.enum(idsOf(learnedParts));
export type LearnedPart = z.infer<typeof learnedPart>;
