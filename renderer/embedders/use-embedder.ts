/** What the pages of the Models view ask of the API. */
import { useQuery } from '@tanstack/react-query';
import { api } from '../client/connection.ts';

export const useWeights = () =>
  useQuery({ queryKey: ['weights'], queryFn: () => api.weights.list() });

export const useRounds = () =>
  useQuery({ queryKey: ['models', 'rounds'], queryFn: () => api.embedder.pseudoLabelRounds() });
