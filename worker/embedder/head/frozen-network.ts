/** The network that a head stands on: it stays as it is, whoever trained it. */
import { join } from 'node:path';
import { versionFolder } from '#catalog/layout.ts';
import { readMoment } from '#catalog/moment.ts';
import { getModel } from '#catalog/queries/models.ts';
import { servingOf } from '#catalog/versions/serving.ts';
import type { EmbedderSplit } from '#catalog/training/embedder-set.ts';
import { embedderExport } from '#models/nets/embedder-export.ts';
import { inferenceModel } from '#models/session/export-network.ts';
import { readNetwork } from '#models/session/read-network.ts';
import { cropSizeOf } from '#terms/embedder/crops.ts';
import { imageNet, type Normalisation } from '#terms/embedder/normalisations.ts';
import type { EmbedderRecipe } from '#terms/embedder/recipe.ts';
import { JobError } from '../../job-context.ts';
import type { JobPlace } from '../../messages.ts';
import { readWeights } from '../imported/weights-network.ts';
import { judgedServing } from '../judging/judged-network.ts';
import { bringStarter, starterNetwork } from '../learning/starter.ts';
import { readSplit } from '../set/split-file.ts';

export interface FrozenNetwork {
  /** What a person calls it. */
  name: string;
  /** The network as it is used. */
  model: Uint8Array;
  /** The same before it learned from all photos, to be judged by; the very same where it never did. */
  judged: Uint8Array;
  /** How it wants its pictures. */
  scaling: Normalisation;
  /** What it has learned from before it was judged; null where that was nothing of this catalogue. */
  learned: EmbedderSplit | null;
}

/** @throws JobError, WeightsError or CatalogueError naming what cannot be stood on, and why */
export async function frozenNetwork(
  place: JobPlace,
  recipe: EmbedderRecipe,
): Promise<FrozenNetwork> {
  const { from } = recipe;
  if (from === null)
    throw new JobError(
      'bad-input',
      'A head needs a network below it. Start from the starter, a version or a file.',
    );
  if (typeof from === 'number') return versionBelow(place, from);
  const size = cropSizeOf(recipe);
  const [trained, name] =
    from === 'starter'
      ? [await starterNetwork(size, recipe.tones), 'the starter']
      : [
          { ...(await readWeights(from.weightsFile, null, from.variant)).trained, size },
          from.weightsFile,
        ];
  const model = inferenceModel(embedderExport(trained));
  return { name, model, judged: model, scaling: imageNet, learned: null };
}

async function versionBelow(
  { catalogueFolder, databasePath }: JobPlace,
  modelId: number,
): Promise<FrozenNetwork> {
  const version = readMoment(databasePath, (catalogue) => getModel(catalogue, modelId));
  const { name } = version;
  const serving = servingOf(version);
  await bringStarter(catalogueFolder, serving);
  const folder = versionFolder('embedder', version.version);
  const model = await readNetwork(join(catalogueFolder, serving.onnx));
  const before = judgedServing(catalogueFolder, folder, serving);
  const judged =
    before.onnx === serving.onnx ? model : await readNetwork(join(catalogueFolder, before.onnx));
  const split = await readSplit(join(catalogueFolder, folder));
  const learned = version.origin === 'trained' ? split : null;
  return { name, model, judged, scaling: serving, learned };
}
