/** Short work that a screen waits for, in one table: what is asked (`input`) and what comes back (`answer`). */
import type { z } from 'zod';
import { embedderAugmentations } from './embedder-augmentations.ts';
import { heatMapQuestion } from './heat-map.ts';
import { bringNetwork, inspectNetwork } from './import-network.ts';
import { matchUnidentified } from './match-unidentified.ts';
import { starterEmbedder } from './starter-embedder.ts';
import { trainingMemory } from './training-memory.ts';

const rows = {
  'embedder-augmentations': embedderAugmentations,
  'heat-map': heatMapQuestion,
  'bring-network': bringNetwork,
  'inspect-network': inspectNetwork,
  'match-unidentified': matchUnidentified,
  'starter-embedder': starterEmbedder,
  'training-memory': trainingMemory,
};
type Rows = typeof rows;

export type Question = keyof Rows;
export type Asked<Q extends Question> = z.output<Rows[Q]['input']>;
export type Answer<Q extends Question> = z.output<Rows[Q]['answer']>;

export const questions: {
  readonly [Q in Question]: { input: z.ZodType<Asked<Q>>; answer: z.ZodType<Answer<Q>> };
} = rows;
