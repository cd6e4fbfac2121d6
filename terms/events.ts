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

/** What a client is told while it listens. */
export const shellEvent = z.discriminatedUnion('type', [
  /** First on every subscription, so that a client knows that it listens. */
  z.object({ type: z.literal('hello'), at: instant }),
  z.object({ type: z.literal('changed'), topics: z.array(topic) }),
  z.object({ type: z.literal('job'), job }),
]);
export type ShellEvent = z.infer<typeof shellEvent>;
