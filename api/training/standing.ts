/** Where the networks in use stand. */
import type { Catalogue } from '#catalog/catalogue.ts';
import { boxesSince, namesSince } from '#catalog/queries/labels-since.ts';
import { chosenModel } from '#catalog/queries/models.ts';
import { classesOf } from '#catalog/queries/meant-for.ts';
import type { StoredModel } from '#terms/models/versions.ts';
import { isWorthTraining } from '#terms/training/enough.ts';
import type { DetectorStanding, EmbedderStanding } from '#terms/training/standing.ts';
import { chosenNetwork, foundFirst } from '../matching/chosen-network.ts';
import { advise } from './advice.ts';

const inUse = (model: StoredModel | undefined) => ({
  modelId: model?.id ?? null,
  model: model?.name ?? null,
  version: model?.version ?? null,
  trainedAt: model?.createdAt ?? null,
});

export function detectorStanding(catalogue: Catalogue): DetectorStanding {
  const model = chosenModel(catalogue, 'detector');
  const boxes = boxesSince(catalogue, model?.createdAt ?? 0);
  const counts = { ...boxes, individuals: 0, hasLearned: model !== undefined };
  return {
    ...inUse(model),
    ...boxes,
    worth: isWorthTraining('detector', counts) ? 'train' : null,
  };
}

export function embedderStanding(catalogue: Catalogue): EmbedderStanding {
  const network = chosenNetwork(catalogue);
  const model = network?.model;
  const names = namesSince(
    catalogue,
    model === undefined
      ? null
      : { modelId: model.id, trainedAt: model.createdAt, classes: classesOf(model.recipe) },
  );
  return {
    ...inUse(model),
    ...names,
    foundFirst: network && foundFirst(network),
    ...advise(names, model ?? null),
  };
}
