import { z } from 'zod';

/**
 * What becomes of a job, in this order. `sentence` is said where nothing better is known; one that `brokeOff`
 * can be done again, and one that `hasEnded` will not change any more.
 */
export const jobStates = {
  queued: { title: 'waiting', sentence: 'Waits for its turn', hasEnded: false, brokeOff: false },
  running: { title: 'running', sentence: 'Starting', hasEnded: false, brokeOff: false },
  done: { title: 'done', sentence: 'Done.', hasEnded: true, brokeOff: false },
  failed: { title: 'failed', sentence: 'Failed.', hasEnded: true, brokeOff: true },
  cancelled: {
    title: 'cancelled',
    sentence: 'Cancelled. What was done until then is kept.',
    hasEnded: true,
    brokeOff: true,
  },
} as const;
export type JobState = keyof typeof jobStates;
export const jobState = z.enum(Object.keys(jobStates) as [JobState, ...JobState[]]);

interface HasState {
  state: JobState;
}
export const hasEnded = ({ state }: HasState): boolean => jobStates[state].hasEnded;
export const brokeOff = ({ state }: HasState): boolean => jobStates[state].brokeOff;
