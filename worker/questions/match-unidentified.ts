import { readMoment } from '#catalog/moment.ts';
import { matchUnidentified } from '#catalog/training/match-unidentified.ts';
import type { JobPlace, Questions } from '../messages.ts';

type Asked = Questions['match-unidentified'];

/** Searches here rather than in the shell, whose screens would stand still meanwhile. */
export function matchInWorker(
  { count, only, ...network }: Asked['input'],
  place: JobPlace,
): Promise<Asked['answer']> {
  const wanted = only === null ? null : new Set(only);
  const asks = wanted === null ? undefined : ({ boxId }: { boxId: number }) => wanted.has(boxId);
  return Promise.resolve(
    readMoment(place.databasePath, (catalogue) =>
      matchUnidentified(catalogue, network, count, asks),
    ),
  );
}
