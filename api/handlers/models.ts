import { chooseModel, updateModel } from '#catalog/versions/change-version.ts';
import { getModel, listModels, trainingPoints } from '#catalog/queries/models.ts';
import type { Model, StoredModel } from '#terms/models/versions.ts';
import type { App } from '../app.ts';
import { os } from './base.ts';

/** Where the files lie is the shell's own business. */
export function shown(stored: StoredModel): Model {
  const { files: _, ...model } = stored;
  return model;
}

const modelOf = (app: App, modelId: number): Model => shown(getModel(app.open.catalogue, modelId));

export const models = {
  list: os.models.list.handler(({ input, context: { app } }) =>
    listModels(app.open.catalogue, input.kind).map(shown),
  ),
  get: os.models.get.handler(({ input, context: { app } }) => modelOf(app, input.modelId)),
  points: os.models.points.handler(({ input, context: { app } }) =>
    trainingPoints(app.open.catalogue, input.modelId, input.afterStep),
  ),
  choose: os.models.choose.handler(({ input, context: { app } }) => {
    chooseModel(app.open.catalogue, input.modelId);
    return modelOf(app, input.modelId);
  }),
  rename: os.models.rename.handler(({ input, context: { app } }) => {
    const { id } = getModel(app.open.catalogue, input.modelId);
    updateModel(app.open.catalogue, id, { name: input.name });
    return modelOf(app, id);
  }),
  retire: os.models.retire.handler(({ input, context: { app } }) => {
    const { id } = getModel(app.open.catalogue, input.modelId);
    updateModel(app.open.catalogue, id, { state: 'retired' });
    return modelOf(app, id);
  }),
};
