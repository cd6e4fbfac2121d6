/** What the pages of the Detector view ask of the API. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { DetectorPreset, DetectorRecipe } from '#api/contract/index.ts';
import { api } from '../client/connection.ts';

export const useTrainingSet = () =>
  useQuery({ queryKey: ['boxes', 'training-set'], queryFn: () => api.boxes.trainingSet() });

/** Old as soon as a box or a version changes; the numbers before stand until the new ones are there. */
export const useForecast = (recipe: Partial<DetectorRecipe>) =>
  useQuery({
    queryKey: ['boxes', 'forecast', recipe],
    queryFn: () => api.detector.forecast(recipe),
    placeholderData: keepPreviousData,
  });

/**
 * What a preset would need, for its card; a large network takes seconds to weigh, so the one that was
 * chosen goes first, and a little too old is good enough.
 */
export const usePresetForecast = (
  preset: DetectorPreset,
  from: DetectorRecipe['from'] | undefined,
  /** Whether it is this one's turn. */
  isReady: boolean,
) =>
  useQuery({
    queryKey: ['preset forecasts', 'detector', preset, from],
    queryFn: () => api.detector.forecast({ preset, from }),
    enabled: isReady,
    staleTime: 600_000,
  });

export const useEvaluation = (modelId: number | null) =>
  useQuery({
    queryKey: ['models', 'evaluation', modelId],
    queryFn: () => (modelId === null ? null : api.detector.evaluation({ modelId })),
  });
