/** Versions of the trained networks: what each is, where it came from, and which one is in use. */
import type { ModelKind, StoredModel, TrainingPoint } from '#terms/models/versions.ts';
import { CatalogueError } from '../catalogue-error.ts';
import type { Reader } from '../moment.ts';

type Json = 'recipe' | 'dataSeen' | 'metrics' | 'files';
type Row = Omit<StoredModel, Json | 'chosen'> & Record<Json, string> & { chosen: number };

const select = `SELECT id, kind, version, name, architecture, parent_id AS parentId, origin, state,
  chosen, recipe, data_seen AS dataSeen, metrics, files, job_id AS jobId, created_at AS createdAt
  FROM models`;

const parsed = (text: string) => JSON.parse(text) as Record<string, unknown>;

const modelOf = (row: Row): StoredModel => ({
  ...row,
  chosen: row.chosen === 1,
  recipe: parsed(row.recipe),
  dataSeen: parsed(row.dataSeen),
  metrics: parsed(row.metrics),
  files: parsed(row.files),
});

export function findModel(catalogue: Reader, modelId: number): StoredModel | undefined {
  const row = catalogue.get<Row>(`${select} WHERE id = ?`, modelId);
  return row && modelOf(row);
}

/** @throws CatalogueError `not-found`. */
export function getModel(catalogue: Reader, modelId: number): StoredModel {
  const model = findModel(catalogue, modelId);
  if (model === undefined)
    throw new CatalogueError('not-found', `There is no model ${modelId}.`, { modelId });
  return model;
}

/** The version that a job trains, or null. */
export const modelOfJob = (catalogue: Reader, jobId: number): number | null =>
  catalogue.value<number>('SELECT id FROM models WHERE job_id = ?', jobId) ?? null;

/** Newest first. */
export function listModels(catalogue: Reader, kind?: ModelKind): StoredModel[] {
  const rows =
    kind === undefined
      ? catalogue.all<Row>(`${select} ORDER BY kind, version DESC`)
      : catalogue.all<Row>(`${select} WHERE kind = ? ORDER BY version DESC`, kind);
  return rows.map(modelOf);
}

/** The model in use, if one was chosen. */
export function chosenModel(catalogue: Reader, kind: ModelKind): StoredModel | undefined {
  const row = catalogue.get<Row>(`${select} WHERE kind = ? AND chosen = 1`, kind);
  return row && modelOf(row);
}

/** The version that a new one has to beat: the one in use, or the starter while none was chosen. */
export function rivalModel(
  catalogue: Reader,
  kind: ModelKind,
  newModelId: number,
): StoredModel | undefined {
  const row = catalogue.get<Row>(
    `${select} WHERE kind = ? AND id <> ? AND (chosen = 1 OR origin = 'starter')
     ORDER BY chosen DESC LIMIT 1`,
    kind,
    newModelId,
  );
  return row && modelOf(row);
}

/** Points after a step, oldest first. */
export function trainingPoints(
  catalogue: Reader,
  modelId: number,
  afterStep = -1,
): TrainingPoint[] {
  return catalogue
    .all<{ step: number; series: string }>(
      'SELECT step, series FROM training_points WHERE model_id = ? AND step > ? ORDER BY step',
      modelId,
      afterStep,
    )
    .map(({ step, series }) => ({ step, series: JSON.parse(series) as Record<string, number> }));
}
