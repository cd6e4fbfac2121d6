import { Tooltip } from '@mantine/core';
import { keyWords } from '../actions/action.ts';
import { useJobs, useOverview } from '../client/queries.ts';
import { count } from '../parts/words.ts';
import { goTo, useRoute } from '../route.ts';
import { views } from '../views.ts';

const short = (value: number) => (value > 9999 ? `${Math.floor(value / 1000)}k` : count(value));

export function Rail() {
  const { view } = useRoute();
  const { data: overview } = useOverview();
  const { data: jobs } = useJobs();
  return (
    <nav className="rail" aria-label="Views">
      <img className="rail-mark" src="/icon.svg" alt="" />
      {views.map(({ id, title, hint, icon: Picture, keys, waiting }) => {
        const waits = waiting?.({ overview, jobs }) ?? 0;
        return (
          <Tooltip key={id} position="right" label={`${hint} (${keyWords(keys)})`}>
            <button
              type="button"
              className="rail-entry"
              data-view={id}
              aria-current={view === id ? 'page' : undefined}
              aria-label={waits > 0 ? `${title}, ${waits} waiting` : title}
              onClick={() => goTo(id)}
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
