/** What the pages of the Models view ask of the API. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { EmbedderWishes } from '#terms/embedder/recipe.ts';
import { api } from '../client/connection.ts';
import { evaluationQuery } from '../reports/evaluation-query.ts';

/** Old as soon as a fin, a name or a version changes. */
export const useForecast = (recipe: EmbedderWishes) =>
  useQuery({
    queryKey: ['decisions', 'forecast', recipe],
    queryFn: () => api.embedder.forecast(recipe),
    placeholderData: keepPreviousData,
  });

export const useEvaluation = (modelId: number | null) =>
  useQuery(evaluationQuery(modelId, (id) => api.embedder.evaluation({ modelId: id })));

export const useWeights = () =>
  useQuery({ queryKey: ['weights'], queryFn: () => api.weights.list() });

export const useRounds = () =>
  useQuery({ queryKey: ['models', 'rounds'], queryFn: () => api.embedder.pseudoLabelRounds() });

/** How the network in use stands to what was decided since. */
export const useStanding = () =>
  useQuery({ queryKey: ['decisions', 'standing'], queryFn: () => api.matching.standing() });
