import { z } from 'zod';
import { instant } from './common.ts';
import { job } from './jobs/job.ts';

/** What can change in the catalogue or the shell: views ask again for what they show. */
export const topic = z.enum([
  'catalogue',
  'photos',
  'encounters',
  'boxes',
  'individuals',
  'decisions',
  'models',
  'weights',
  'settings',
]);
export type Topic = z.infer<typeof topic>;

/**
 * Answers that are made of what a topic speaks of: a change makes them old. By what an answer shows: a fin in a
 * queue has its photo's name, time and encounter, an animal's card those of its photos, a decision its animal's code.
 */
export const answersMadeOld = {
  catalogue: ['catalogue', 'overview', 'photos', 'encounters', 'jobs', 'settings', 'recent'],
  photos: ['photos', 'encounters', 'overview', 'decisions', 'individuals', 'matching'],
  encounters: ['encounters', 'photos', 'overview', 'decisions', 'individuals', 'matching'],
  boxes: ['boxes', 'photos', 'overview', 'decisions', 'individuals', 'matching'],
  individuals: ['individuals', 'decisions', 'overview', 'matching'],
  decisions: ['decisions', 'individuals', 'overview', 'matching'],
  models: ['models', 'overview', 'boxes', 'matching', 'decisions', 'standing'],
  weights: ['weights'],
  settings: ['settings'],
} as const satisfies Record<Topic, readonly string[]>;

/** What a client is told while it listens. */
export const shellEvent = z.discriminatedUnion('type', [
  /** First on every subscription, so that a client knows that it listens. */
  z.object({ type: z.literal('hello'), at: instant }),
  z.object({ type: z.literal('changed'), topics: z.array(topic) }),
  z.object({ type: z.literal('job'), job }),
]);
export type ShellEvent = z.infer<typeof shellEvent>;
