/** Versions of the trained networks: what each is, where it came from, and which one is in use. */
import type { ModelFiles } from '#terms/files/version-files.ts';
import type { Catalogue } from '../catalogue.ts';
import { CatalogueError } from '../catalogue-error.ts';
import type { Reader } from '../moment.ts';

export type ModelKind = 'detector' | 'embedder';
export type ModelOrigin = 'trained' | 'starter' | 'imported';
export type ModelState = 'training' | 'ready' | 'failed' | 'retired';

export interface StoredModel {
  id: number;
  kind: ModelKind;
  /** 1, 2, 3, … of its kind. */
  version: number;
  name: string;
  architecture: string;
  parentId: number | null;
  origin: ModelOrigin;
  state: ModelState;
  /** The one in use of its kind. */
  chosen: boolean;
  recipe: Record<string, unknown>;
  dataSeen: Record<string, unknown>;
  metrics: Record<string, unknown>;
  files: ModelFiles;
  jobId: number | null;
  createdAt: number;
}

export interface NewModel {
  kind: ModelKind;
  architecture: string;
  origin: ModelOrigin;
  state: ModelState;
  /** `Detector 3` where not given. */
  name?: string;
  parentId?: number | null;
  recipe?: Record<string, unknown>;
  dataSeen?: Record<string, unknown>;
  metrics?: Record<string, unknown>;
  files?: ModelFiles;
}

/** A point of the curves of a training. */
export interface TrainingPoint {
  step: number;
  series: Record<string, number>;
}

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

const kindInWords: Record<ModelKind, string> = { detector: 'Detector', embedder: 'Embedder' };

/** Adds a version, numbered after the newest of its kind. */
export function insertModel(catalogue: Catalogue, model: NewModel, now: number): StoredModel {
  return catalogue.transaction(() => {
    const version =
      (catalogue.value<number>('SELECT max(version) FROM models WHERE kind = ?', model.kind) ?? 0) +
      1;
    const { id } = catalogue.run(
      `INSERT INTO models (kind, version, name, architecture, parent_id, origin, state, recipe,
         data_seen, metrics, files, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      model.kind,
      version,
      model.name ?? `${kindInWords[model.kind]} ${version}`,
      model.architecture,
      model.parentId ?? null,
      model.origin,
      model.state,
      JSON.stringify(model.recipe ?? {}),
      JSON.stringify(model.dataSeen ?? {}),
      JSON.stringify(model.metrics ?? {}),
      JSON.stringify(model.files ?? {}),
      now,
    );
    return getModel(catalogue, id);
  });
}

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
  change: Partial<Pick<StoredModel, 'name' | 'state' | 'jobId' | Json>>,
): void {
  const { name, state, jobId, recipe, dataSeen, metrics, files } = change;
  const json = (value: unknown) => (value === undefined ? null : JSON.stringify(value));
  catalogue.run(
    `UPDATE models SET name = coalesce(?, name), state = coalesce(?, state),
       job_id = coalesce(?, job_id), recipe = coalesce(?, recipe),
       data_seen = coalesce(?, data_seen), metrics = coalesce(?, metrics),
       files = coalesce(?, files),
       chosen = CASE WHEN coalesce(?, state) = 'ready' THEN chosen ELSE 0 END
     WHERE id = ?`,
    name ?? null,
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

/** Points after a step, oldest first. */
export function trainingPoints(
  catalogue: Catalogue,
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
