/** What the pages of the Models view ask of the API. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { EmbedderPreset, EmbedderRecipe } from '#api/contract/index.ts';
import { api } from '../client/connection.ts';

/** Old as soon as a fin, a name or a version changes. */
export const useForecast = (recipe: Partial<EmbedderRecipe>) =>
  useQuery({
    queryKey: ['decisions', 'forecast', recipe],
    queryFn: () => api.embedder.forecast(recipe),
    placeholderData: keepPreviousData,
  });

/**
 * What a preset would need, for its card; a large network takes seconds to weigh, so the one that was
 * chosen goes first, and a little too old is good enough.
 */
export const usePresetForecast = (
  preset: EmbedderPreset,
  from: EmbedderRecipe['from'] | undefined,
  /** Whether it is this one's turn. */
  isReady: boolean,
) =>
  useQuery({
    queryKey: ['preset forecasts', 'embedder', preset, from],
    queryFn: () => api.embedder.forecast({ preset, from }),
    enabled: isReady,
    staleTime: 600_000,
  });

export const useEvaluation = (modelId: number | null) =>
  useQuery({
    queryKey: ['models', 'evaluation', modelId],
    queryFn: () => (modelId === null ? null : api.embedder.evaluation({ modelId })),
  });

export const useWeights = () =>
  useQuery({ queryKey: ['weights'], queryFn: () => api.weights.list() });

export const useRounds = () =>
  useQuery({ queryKey: ['models', 'rounds'], queryFn: () => api.embedder.pseudoLabelRounds() });

/** How the network in use stands to what was decided since. */
export const useStanding = () =>
  useQuery({ queryKey: ['decisions', 'standing'], queryFn: () => api.matching.standing() });
