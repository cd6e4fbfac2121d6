import { useSeat } from '../client/seat.ts';
import { askReviewer } from './ask-reviewer.ts';

/** Does something under the name of who is at the screen; where nobody has said it, asks, and then does it. */
export function asReviewer(work: (reviewerId: number) => void): void {
  const { reviewerId } = useSeat.getState();
  if (reviewerId === null) askReviewer(work);
  else work(reviewerId);
}
