import type { TrainingPoint } from '#terms/models/versions.ts';
import type { Catalogue } from '../catalogue.ts';

/** Adds points to a model's curves; a step that is told again is told anew. */
export function addTrainingPoints(
  catalogue: Catalogue,
  modelId: number,
  points: readonly TrainingPoint[],
): void {
  catalogue.transaction(() => {
    for (const { step, series } of points)
      catalogue.run(
        `INSERT INTO training_points (model_id, step, series) VALUES (?, ?, ?)
         ON CONFLICT (model_id, step) DO UPDATE SET series = json_patch(series, excluded.series)`,
        modelId,
        step,
        JSON.stringify(series),
      );
  });
}
