/** What the pages of the Detector view ask of the API. */
import { useQuery } from '@tanstack/react-query';
import { api } from '../client/connection.ts';
import { evaluationQuery } from '../reports/evaluation-query.ts';

export const useEvaluation = (modelId: number | null) =>
  useQuery(evaluationQuery(modelId, (id) => api.detector.evaluation({ modelId: id })));
