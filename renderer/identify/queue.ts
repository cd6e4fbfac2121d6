import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Disagreement } from '#terms/identity/second-review.ts';
import type { Queue, QueuedBox } from '#terms/identity/queue.ts';
import { api } from '../client/connection.ts';
import { useReviewerId } from '../client/seat.ts';
import { useIdentify } from './identify-store.ts';
import { evidenceNow, KEPT_MS, prefetchRanking } from './ranking.ts';

/** Boxes that are asked for at once; more are asked for as these are judged. */
const AT_ONCE = 200;

export interface ShownQueue {
  rows: QueuedBox[];
  waiting: number;
  total: number;
  /** While an order of doubt is being worked out: how far that is. */
  placing: { known: number; of: number } | null;
  /** The one in question, and where it stands among the rows. */
  current: QueuedBox | null;
  index: number;
  /** What two reviewers said of it, where this is about settling. */
  apart: Disagreement | undefined;
  isPending: boolean;
  error: unknown;
  refetch: () => void;
}

/** An order that is being worked out is asked for again this often. */
const PLACING_MS = 1000;

const isPlacing = (queue: Queue | undefined): boolean =>
  queue !== undefined && queue.placed !== null && queue.placed.known < queue.placed.of;

const asQueued = (apart: Disagreement): QueuedBox => ({
  ...apart,
  quality: null,
  wasUnsure: false,
});

/** Which boxes are asked for, as the person chose it. */
type Asked = Pick<ReturnType<typeof useIdentify.getState>, 'round' | 'filter' | 'order' | 'boxId'>;

/** The waiting boxes, and at once who the one in question may be: that is what a person waits for. */
export const queueQuery = ({ round, filter, order, boxId }: Asked, reviewerId: number | null) => ({
  queryKey: ['decisions', 'queue', round, filter, order, round === 'second' ? reviewerId : null],
  queryFn: async () => {
    const asked = await api.decisions.queue({ round, filter, order, limit: AT_ONCE, reviewerId });
    const first = inQuestion(asked.rows, boxId);
    if (first !== undefined) void prefetchRanking(first, evidenceNow());
    return asked;
  },
  gcTime: KEPT_MS,
});

/** The box that the person is at, or the first that waits. */
export const inQuestion = (rows: readonly QueuedBox[], boxId: number | null) =>
  rows.find((row) => row.boxId === boxId) ?? rows.at(0);

/** The boxes that wait in the chosen round. */
export function useQueue(): ShownQueue {
  const { round, filter, order, boxId } = useIdentify();
  const reviewerId = useReviewerId();
  const settling = round === 'adjudication';
  const queue = useQuery({
    ...queueQuery({ round, filter, order, boxId }, reviewerId),
    enabled: !settling,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data } }) => (isPlacing(data) ? PLACING_MS : false),
  });
  const apart = useQuery({
    queryKey: ['decisions', 'disagreements'],
    queryFn: () => api.decisions.disagreements({}),
    enabled: settling,
  });
  const asked = settling ? apart : queue;
  return useMemo(() => {
    const rows = settling ? (apart.data ?? []).map(asQueued) : (queue.data?.rows ?? []);
    const index = Math.max(0, boxId === null ? 0 : rows.findIndex((row) => row.boxId === boxId));
    const current = rows[index] ?? null;
    return {
      rows,
      waiting: settling ? rows.length : (queue.data?.waiting ?? 0),
      total: settling ? rows.length : (queue.data?.total ?? 0),
      placing: !settling && isPlacing(queue.data) ? (queue.data?.placed ?? null) : null,
      current,
      index,
      apart: settling ? apart.data?.find((row) => row.boxId === current?.boxId) : undefined,
      isPending: asked.isPending,
      error: asked.error,
      refetch: () => void asked.refetch(),
    };
    // oxlint-disable-next-line react/exhaustive-deps -- `asked` is new on every render; its parts are named
  }, [queue.data, apart.data, boxId, settling, asked.isPending, asked.error]);
}
