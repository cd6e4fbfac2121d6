/** What the pages of the Detector view ask of the API. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { DetectorWishes } from '#terms/detector/recipe.ts';
import { api } from '../client/connection.ts';
import { evaluationQuery } from '../reports/evaluation-query.ts';

export const useTrainingSet = () =>
  useQuery({ queryKey: ['boxes', 'training-set'], queryFn: () => api.boxes.trainingSet() });

/** Old as soon as a box or a version changes; the numbers before stand until the new ones are there. */
export const useForecast = (recipe: DetectorWishes) =>
  useQuery({
    queryKey: ['boxes', 'forecast', recipe],
    queryFn: () => api.detector.forecast(recipe),
    placeholderData: keepPreviousData,
  });

export const useEvaluation = (modelId: number | null) =>
  useQuery(evaluationQuery(modelId, (id) => api.detector.evaluation({ modelId: id })));
