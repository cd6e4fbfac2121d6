import { duration, joined, number } from '../words.ts';
import type { Job } from './job.ts';

/** How far a job is and how fast: `412 of 4,012 photos · 31/s · 2 min left`. */
export function progressWords({
  done,
  total,
  unit,
  perSecond,
  secondsLeft,
}: Pick<Job, 'done' | 'total' | 'unit' | 'perSecond' | 'secondsLeft'>): string {
  const counted = total === null ? number(done) : `${number(done)} of ${number(total)}`;
  const pace = perSecond === null ? '' : `${perSecond.toFixed(perSecond < 10 ? 1 : 0)}/s`;
  const left = secondsLeft === null ? '' : `${duration(secondsLeft)} left`;
  return joined([`${counted} ${unit}`, pace, left], ' · ');
}
