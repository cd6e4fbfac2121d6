/** Where the networks in use stand: what there is to learn from, and what would help. */
import { useQuery } from '@tanstack/react-query';
import { api } from '../client/connection.ts';

export const useDetectorStanding = () =>
  useQuery({ queryKey: ['boxes', 'standing'], queryFn: () => api.detector.standing() });

export const useEmbedderStanding = () =>
  useQuery({ queryKey: ['decisions', 'standing'], queryFn: () => api.embedder.standing() });
