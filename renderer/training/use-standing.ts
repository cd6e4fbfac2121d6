/** Where the networks in use stand: what there is to learn from, and what would help. */
import { useQuery } from '@tanstack/react-query';
import { api } from '../client/connection.ts';

export const useDetectorStanding = () =>
  useQuery({ queryKey: ['boxes', 'standing'], queryFn: () => api.detector.standing() });

/** Over all names of a catalogue it is counted this often at most. */
const COUNTED_MS = 60_000;

/** @param staleTime milliseconds for which an answer is good enough for a view that opens */
export const useEmbedderStanding = (staleTime = COUNTED_MS) =>
  useQuery({
    // Not under the decisions: whoever decides all day would have it counted after each.
    queryKey: ['standing'],
    queryFn: () => api.embedder.standing(),
    staleTime,
    refetchInterval: COUNTED_MS,
  });
