import { readMoment } from '#catalog/moment.ts';
import { matchUnidentified } from '#catalog/training/match-unidentified.ts';
import type { Answer, Asked } from '#terms/questions/index.ts';
import type { JobPlace } from '../messages.ts';

/** Searches here rather than in the shell, whose screens would stand still meanwhile. */
export function matchInWorker(
  { count, only, ...network }: Asked<'match-unidentified'>,
  place: JobPlace,
): Promise<Answer<'match-unidentified'>> {
  const wanted = only === null ? null : new Set(only);
  const asks = wanted === null ? undefined : ({ boxId }: { boxId: number }) => wanted.has(boxId);
  return Promise.resolve(
    readMoment(place.databasePath, (catalogue) =>
      matchUnidentified(catalogue, network, count, asks),
    ),
  );
}
