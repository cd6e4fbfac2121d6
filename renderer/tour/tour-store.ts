import { create } from 'zustand';
import type { TourProgress } from '#terms/shell.ts';
import { api } from '../client/connection.ts';
import { attempt } from '../client/error-words.ts';
import { queryClient } from '../client/queries.ts';
import { goTo } from '../route.ts';
import { tourSteps } from './tour-steps.ts';

/** Which stop of the tour is shown; null while it is not taken. */
export const useTour = create<{ at: number | null }>(() => ({ at: null }));

/** Who took the tour once may look again without it being offered again. */
function remember(state: 'begun' | 'done', step: number): void {
  if (queryClient.getQueryData<TourProgress>(['tour'])?.state === 'done') return;
  queryClient.setQueryData(['tour'], { state, step });
  void attempt('The tour is not remembered', () => api.shell.setTour({ state, step }));
}

/** Shows a stop; beyond the last the tour is over. */
export function showStop(at: number): void {
  const step = tourSteps.at(at);
  if (step === undefined || at < 0) {
    remember('done', 0);
    useTour.setState({ at: null });
    return;
  }
  remember('begun', at);
  goTo(step.view);
  useTour.setState({ at });
}

/** Leaves the tour; it goes on from here, or is not offered again. */
export function leaveTour(at: number): void {
  useTour.setState({ at: null });
  remember(at === tourSteps.length - 1 ? 'done' : 'begun', at);
}

/** Puts the offer away. */
export const declineTour = () => remember('done', 0);
