/**
 * What another window or another reviewer did to what is on this screen: said, and never put under a key
 * that was meant for something else.
 */
import { useEffect, useLayoutEffect, useRef } from 'react';
import type { QueuedBox } from '#terms/identity/queue.ts';
import type { Round } from '#terms/identity/rounds.ts';
import { saysOf } from '#terms/identity/verdicts.ts';
import { api } from '../client/connection.ts';
import { showNews, wordsOf } from '../client/error-words.ts';
import { chooseCandidate, showBox, useIdentify } from './identify-store.ts';
import { useLastStep } from './last-step.ts';

/** After something was taken away, keys of verdicts are not heard for this long, milliseconds. */
const STARTLED_MS = 800;
let startledUntil = 0;

/** Whether a verdict may still be meant for what stood here a moment ago. */
export const isStartled = (): boolean => performance.now() < startledUntil;

const startle = () => {
  startledUntil = performance.now() + STARTLED_MS;
};

/** Who decided about a fin, and what; a second reviewer is told no verdict. */
async function whoDecided({ boxId, photoName }: QueuedBox, round: Round): Promise<string> {
  const { rows } = await api.decisions.log({ filter: { boxId }, limit: 1 });
  const [last] = rows;
  if (round === 'second' || last === undefined)
    return `${photoName} no longer waits here: it was seen to in another window. The next fin is shown.`;
  const what = `${saysOf(last.verdict)} ${last.code ?? ''}`.trim();
  return `${last.reviewer ?? 'Somebody'} decided about ${photoName} meanwhile (${what}). Nothing of yours was stored; the next fin is shown.`;
}

/** Goes on to the next fin when the one at hand was decided about elsewhere, and says by whom. */
export function useSayWhoDecided(rows: readonly QueuedBox[]): void {
  const boxId = useIdentify((state) => state.boxId);
  const before = useRef<{ boxId: number | null; rows: readonly QueuedBox[] }>({
    boxId: null,
    rows: [],
  });
  // Before it is painted: nobody sees another fin than the one that is next.
  useLayoutEffect(() => {
    const last = before.current;
    before.current = { boxId, rows };
    const place = last.rows.findIndex((row) => row.boxId === boxId);
    const isGone = boxId !== null && boxId === last.boxId && place !== -1;
    if (!isGone || rows.some((row) => row.boxId === boxId)) return;
    // The person's own verdict goes on by itself.
    if (useLastStep.getState().busy) return;
    const still = new Set(rows.map((row) => row.boxId));
    const next = [...last.rows.slice(place + 1), ...last.rows.slice(0, place)].find((row) =>
      still.has(row.boxId),
    );
    startle();
    showBox(next?.boxId ?? null);
    whoDecided(last.rows[place], useIdentify.getState().round).then(showNews, () => undefined);
  }, [boxId, rows]);
}

const mergedInto = (error: unknown): number | null => {
  const data: unknown = error instanceof Error && 'data' in error ? error.data : null;
  return typeof data === 'object' && data !== null && 'mergedInto' in data
    ? Number(data.mergedInto)
    : null;
};

/** Puts the animal that stands for a merged one in its place; false if the error is of another kind. */
export function chooseHeir(error: unknown): boolean {
  const heir = mergedInto(error);
  if (heir === null) return false;
  startle();
  chooseCandidate(`i${heir}`);
  return true;
}

/** Says what became of a chosen animal that another window took away, and shows what stands for it. */
export function useSayWhereGone(candidateKey: string | null, isGone: boolean): void {
  useEffect(() => {
    const id = isGone ? /^i(\d+)$/.exec(candidateKey ?? '')?.[1] : undefined;
    if (id === undefined) return;
    startle();
    api.individuals.get({ individualId: Number(id) }).then(
      () => chooseCandidate(null),
      (error: unknown) => {
        if (!chooseHeir(error)) chooseCandidate(null);
        showNews(wordsOf(error));
      },
    );
  }, [candidateKey, isGone]);
}
