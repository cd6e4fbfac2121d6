import { Tooltip } from '@mantine/core';
import { keyWords, viewActions } from '../actions/actions.tsx';
import { useJobs, useOverview } from '../client/queries.ts';
import { count } from '../parts/words.ts';
import { useRoute, type View } from '../route.ts';

/** How much waits for the person in a view. */
function useWaiting(): Partial<Record<View, number>> {
  const { data: overview } = useOverview();
  const { data: jobs } = useJobs();
  return {
    annotate: overview?.proposedBoxes,
    identify: overview?.embedder === null ? 0 : overview?.openBoxes,
    jobs: jobs?.filter(({ state }) => state === 'running' || state === 'queued').length,
  };
}

const short = (value: number) => (value > 9999 ? `${Math.floor(value / 1000)}k` : count(value));

export function Rail() {
  const { view } = useRoute();
  const waiting = useWaiting();
  return (
    <nav className="rail" aria-label="Views">
      <img className="rail-mark" src="/icon.svg" alt="" />
      {viewActions.map(({ id, title, hint, icon: Picture, keys, perform }) => {
        const target = id.slice('view.'.length) as View;
        const waits = waiting[target] ?? 0;
        return (
          <Tooltip
            key={id}
            position="right"
            label={`${hint}${keys === undefined ? '' : ` (${keyWords(keys)})`}`}
          >
            <button
              type="button"
              className="rail-entry"
              data-view={target}
              aria-current={view === target ? 'page' : undefined}
              aria-label={waits > 0 ? `${title}, ${waits} waiting` : title}
              onClick={perform}
            >
              <Picture size={20} stroke={1.6} aria-hidden />
              <span aria-hidden>{title}</span>
              {waits > 0 && (
                <span className="rail-count" aria-hidden>
                  {short(waits)}
                </span>
              )}
            </button>
          </Tooltip>
        );
      })}
    </nav>
  );
}
