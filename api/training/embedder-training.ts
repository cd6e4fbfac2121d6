import { planEmbedder, type PlannedEmbedder } from '#catalog/training/plan-embedder.ts';
import { embedderName } from '#terms/embedder/architecture.ts';
import type { AskedEmbedder } from '#terms/embedder/recipe.ts';
import { AppError } from '../errors.ts';
import type { TrainingOf } from './training-of.ts';
import { readyVersion } from './version-of.ts';

export const embedderTraining: TrainingOf<'embedder', AskedEmbedder, PlannedEmbedder> = {
  kind: 'embedder',
  plan: planEmbedder,
  obstacles: async (app, { from }) =>
    // A build may have been made without the weights.
    from !== 'starter' || (await app.ask('starter-embedder', null)) !== null
      ? []
      : ['This build brings no starter weights. Start from random numbers, a file or a version.'],
  memory: ({ recipe, set }, free) => {
    // With less than two classes there is no network to weigh.
    if (set.classSizes.length < 2) return null;
    const species = new Set(set.learned.map(({ box }) => box.species)).size;
    return { kind: 'embedder', recipe, classSizes: set.classSizes, species, free };
  },
  alike: ['backbone', 'fusion', 'input', 'height', 'batch', 'learns', 'frozenNorm', 'device'],
  architecture: embedderName,
  startsFrom: (catalogue, { from }) => {
    if (typeof from !== 'number') return null;
    const parent = readyVersion(catalogue, 'embedder', from);
    if (parent.files.weights === undefined)
      throw new AppError(
        'bad-input',
        `${parent.name} came as an ONNX network, which cannot be trained on. Start from other weights.`,
        { modelId: parent.id },
      );
    return parent;
  },
  // It goes on from a file of the program, not from a version.
  starter: () => null,
};
