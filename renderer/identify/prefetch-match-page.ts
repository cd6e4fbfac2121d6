/** What the match page shows first, asked for before a person opens it. */
import { boxUrl, pictureUrl } from '../client/bridge.ts';
import { queryClient } from '../client/queries.ts';
import { useSeat } from '../client/seat.ts';
import { individualsQuery, prefetchBoxesOf } from './candidates.ts';
import { encountersQuery } from './EncounterFilter.tsx';
import { useIdentify } from './identify-store.ts';
import { inQuestion, queueQuery } from './queue.ts';
import { evidenceNow, KEPT_MS, prefetchRanking } from './ranking.ts';

/** Candidates that stand in the strip of a wide window without scrolling. */
const IN_SIGHT = 16;

/** Pictures that were made ready; the browser drops what nobody holds. */
const held = new Map<string, HTMLImageElement>();

function hold(urls: readonly string[]): void {
  for (const url of held.keys()) if (!urls.includes(url)) held.delete(url);
  for (const url of urls) {
    if (held.has(url)) continue;
    const image = new Image();
    image.src = url;
    image.decode().catch(() => held.delete(url));
    held.set(url, image);
  }
}

/** Fetches the queue, the candidates of the fin in question and their pictures, as far as they are not there. */
export async function prefetchMatchPage(): Promise<void> {
  const asked = useIdentify.getState();
  if (asked.round === 'adjudication') return;
  try {
    const { reviewerId } = useSeat.getState();
    if (asked.round === 'second' && reviewerId === null) return;
    const { rows } = await queryClient.fetchQuery({
      ...queueQuery(asked, reviewerId),
      staleTime: 30_000,
    });
    const fin = inQuestion(rows, asked.boxId);
    if (fin === undefined) return;
    const ranking = await prefetchRanking(fin, evidenceNow());
    const blindFor = asked.round === 'second' ? fin.boxId : null;
    await queryClient.prefetchQuery({ ...individualsQuery(blindFor), gcTime: KEPT_MS });
    await queryClient.prefetchQuery({ ...encountersQuery, gcTime: KEPT_MS });
    const best = (ranking?.candidates ?? []).flatMap(({ bestBox }) => bestBox ?? []);
    hold([
      pictureUrl(fin.photoId, 'view'),
      ...best.slice(0, 1).map(({ photoId }) => pictureUrl(photoId, 'view')),
      ...best.slice(0, IN_SIGHT).map(boxUrl),
    ]);
    const first = ranking?.candidates[0]?.individualId ?? null;
    if (first !== null) await prefetchBoxesOf(first, blindFor);
  } catch {
    // It is asked for again when the page is opened, and then said.
  }
}
