/** A second reviewer is not told what others said: the seat says so, and what was told before is forgotten. */
import { useLayoutEffect } from 'react';
import type { QueuedBox } from '#terms/identity/queue.ts';
import { queryClient } from '../client/queries.ts';
import { useSeat } from '../client/seat.ts';
import { useIdentify } from './identify-store.ts';
import { useLastStep } from './last-step.ts';

/** Answers that may hold what others said. */
const telling = ['decisions', 'individuals', 'matching', 'overview', 'exports', 'boxes'] as const;

/** The bottom line speaks of another person's or another round's step, and answers of what was known there. */
function forgetWhatWasTold(): void {
  useLastStep.setState({ words: '' });
  for (const key of telling) void queryClient.resetQueries({ queryKey: [key] });
}

useIdentify.subscribe(({ round }, before) => {
  if (round === before.round) return;
  useSeat.setState({ isBlind: round === 'second', atHand: [] });
  forgetWhatWasTold();
});

useSeat.subscribe(({ reviewerId, isBlind }, before) => {
  if (reviewerId === before.reviewerId) return;
  if (isBlind) forgetWhatWasTold();
  else useLastStep.setState({ words: '' });
});

/** Tells with every call which fin is in question, so that no view shows whom it was said to be. */
export function useBlindSeat(current: QueuedBox | null): void {
  const round = useIdentify((state) => state.round);
  const boxId = round === 'second' ? (current?.boxId ?? null) : null;
  // Before anything of the fin is asked for.
  useLayoutEffect(() => {
    const { isBlind, atHand } = useSeat.getState();
    if (!isBlind || boxId === null || atHand[0] === boxId) return;
    useSeat.setState({ atHand: [boxId] });
    // What other views know of animals was told without regard to this fin.
    queryClient.removeQueries({
      predicate: ({ queryKey: [kind, , ...rest] }) =>
        kind === 'individuals' && rest.at(-1) === null,
      type: 'inactive',
    });
  }, [boxId]);
}
