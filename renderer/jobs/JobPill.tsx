import './jobs.css';
import { Loader, RingProgress, Tooltip } from '@mantine/core';
import { jobStates } from '#terms/jobs/job-states.ts';
import { duration } from '#terms/words.ts';
import { useJobs } from '../client/queries.ts';
import { goTo } from '../route.ts';

/** What runs now, and how far it is. */
export function JobPill() {
  const { data: jobs } = useJobs();
  const running = jobs?.find(({ state }) => state === 'running');
  if (running === undefined) return null;
  const part = running.total === null ? null : (100 * running.done) / Math.max(1, running.total);
  const left = running.secondsLeft === null ? '' : ` ${duration(running.secondsLeft)}`;
  return (
    <Tooltip
      label={`${running.title}: ${running.phase || jobStates.running.sentence.toLowerCase()}`}
    >
      <button type="button" className="job-pill" onClick={() => goTo('jobs')}>
        {part === null ? (
          <Loader size={18} aria-hidden />
        ) : (
          <RingProgress
            size={26}
            thickness={4}
            sections={[{ value: part, color: 'teal' }]}
            aria-hidden
          />
        )}
        <span>
          {part === null
            ? running.phase || jobStates.running.sentence
            : `${Math.floor(part)}%${left}`}
        </span>
        <span className="visually-hidden">{running.title}</span>
      </button>
    </Tooltip>
  );
}
