import { modelKinds, type StoredModel } from '#terms/models/versions.ts';
import type { Catalogue } from '../catalogue.ts';
import { getModel } from '../queries/models.ts';

/** A version to be added; what is not given is not known yet. */
interface NewModel
  extends
    Pick<StoredModel, 'kind' | 'architecture' | 'origin' | 'state'>,
    Partial<Pick<StoredModel, 'parentId' | 'recipe' | 'dataSeen' | 'metrics' | 'files'>> {
  /** `Detector 3` where not given. */
  name?: string;
}

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
      model.name ?? `${modelKinds[model.kind].title} ${version}`,
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
