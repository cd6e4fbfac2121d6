import { useSettings } from '../client/queries.ts';
import { askReviewer } from './ask-reviewer.ts';

/** Does something under the name of who is at the screen; asks for the name where there is none. */
export function useAsReviewer(): (work: (reviewerId: number) => void) => void {
  const { data: settings } = useSettings();
  return (work) => {
    const reviewerId = settings?.reviewerId ?? null;
    if (reviewerId === null) askReviewer();
    else work(reviewerId);
  };
}
