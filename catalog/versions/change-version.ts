import type { StoredModel } from '#terms/models/versions.ts';
import type { Catalogue } from '../catalogue.ts';
import { CatalogueError } from '../catalogue-error.ts';
import { getModel } from '../queries/models.ts';

/**
 * Puts a version in use in place of the one before it: a promotion, or a way back.
 * @throws CatalogueError `conflict` unless it is ready
 */
export function chooseModel(catalogue: Catalogue, modelId: number): void {
  catalogue.transaction(() => {
    const { kind, state, name } = getModel(catalogue, modelId);
    if (state !== 'ready')
      throw new CatalogueError(
        'conflict',
        `${name} cannot be used: it is ${state}. Choose a version that is ready.`,
        { modelId, state },
      );
    catalogue.run('UPDATE models SET chosen = 0 WHERE kind = ? AND chosen = 1', kind);
    catalogue.run('UPDATE models SET chosen = 1 WHERE id = ?', modelId);
  });
}

/** What becomes known of a model later; what is not given stays. */
export function updateModel(
  catalogue: Catalogue,
  modelId: number,
  change: Partial<
    Pick<
      StoredModel,
      'name' | 'architecture' | 'state' | 'jobId' | 'recipe' | 'dataSeen' | 'metrics' | 'files'
    >
  >,
): void {
  const { name, architecture, state, jobId, recipe, dataSeen, metrics, files } = change;
  const json = (value: unknown) => (value === undefined ? null : JSON.stringify(value));
  catalogue.run(
    `UPDATE models SET name = coalesce(?, name), architecture = coalesce(?, architecture), state = coalesce(?, state),
       job_id = coalesce(?, job_id), recipe = coalesce(?, recipe),
       data_seen = coalesce(?, data_seen), metrics = coalesce(?, metrics),
       files = coalesce(?, files),
       chosen = CASE WHEN coalesce(?, state) = 'ready' THEN chosen ELSE 0 END
     WHERE id = ?`,
    name ?? null,
    architecture ?? null,
    state ?? null,
    jobId ?? null,
    json(recipe),
    json(dataSeen),
    json(metrics),
    json(files),
    state ?? null,
    modelId,
  );
}
