import type { Catalogue } from '#catalog/catalogue.ts';
import { chosenModel, getModel } from '#catalog/queries/models.ts';
import type { StoredModel } from '#terms/models/versions.ts';
import { AppError } from '../errors.ts';

/** An embedder by its id. @throws AppError `bad-input` for a detector, CatalogueError `not-found`. */
export function embedderOf(catalogue: Catalogue, modelId: number): StoredModel {
  const model = getModel(catalogue, modelId);
  if (model.kind !== 'embedder')
    throw new AppError('bad-input', `${model.name} is no embedder. Choose an embedder.`, {
      modelId,
    });
  return model;
}

/** An embedder that can be used: this one, or the one in use. @throws AppError `conflict`. */
export function readyEmbedder(catalogue: Catalogue, modelId: number | null): StoredModel {
  const model =
    modelId === null ? chosenModel(catalogue, 'embedder') : embedderOf(catalogue, modelId);
  if (model === undefined)
    throw new AppError(
      'not-found',
      'No embedder is in use yet. Train one, or choose a version in Models.',
    );
  if (model.state !== 'ready' && model.state !== 'retired')
    throw new AppError(
      'conflict',
      `${model.name} cannot be used: it is ${model.state}. Choose a version that is ready.`,
      { modelId: model.id },
    );
  return model;
}
