import type { Catalogue } from '#catalog/catalogue.ts';
import { chosenModel, getModel } from '#catalog/queries/models.ts';
import { modelKinds, type ModelKind, type StoredModel } from '#terms/models/versions.ts';
import { titleOfView } from '#terms/views.ts';
import { AppError } from '../errors.ts';

/** A version by its id. @throws AppError `bad-input` if it is of another kind, CatalogueError `not-found` */
export function versionOf(catalogue: Catalogue, kind: ModelKind, modelId: number): StoredModel {
  const model = getModel(catalogue, modelId);
  if (model.kind !== kind)
    throw new AppError(
      'bad-input',
      `${model.name} is no ${kind}. Choose ${modelKinds[kind].one}.`,
      { modelId },
    );
  return model;
}

/**
 * A version that can be used: this one, or the one in use.
 * @throws AppError `not-found` if none is in use, `conflict` if it is not ready
 */
export function readyVersion(
  catalogue: Catalogue,
  kind: ModelKind,
  modelId: number | null,
): StoredModel {
  const model =
    modelId === null ? chosenModel(catalogue, kind) : versionOf(catalogue, kind, modelId);
  if (model === undefined)
    throw new AppError(
      'not-found',
      `No ${kind} is in use yet. Train one, or choose a version in ${titleOfView(modelKinds[kind].view)}.`,
    );
  if (model.state !== 'ready' && model.state !== 'retired')
    throw new AppError(
      'conflict',
      `${model.name} cannot be used: it is ${model.state}. Choose a version that is ready.`,
      { modelId: model.id },
    );
  return model;
}
