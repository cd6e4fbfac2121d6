import { planEmbedder, type PlannedEmbedder } from '#catalog/training/plan-embedder.ts';
import { embedderName } from '#terms/embedder/architecture.ts';
import { embedderPresets } from '#terms/embedder/presets.ts';
import type { AskedEmbedder } from '#terms/embedder/recipe.ts';
import { AppError } from '../errors.ts';
import type { TrainingOf } from './training-of.ts';
import { readyVersion } from './version-of.ts';

export const embedderTraining: TrainingOf<'embedder', AskedEmbedder, PlannedEmbedder> = {
  kind: 'embedder',
  plan: planEmbedder,
  obstacles: async (app, asked) => {
    if (asked.from === null && isHead(asked))
      return ['A head needs a network below it. Start from the starter, a version or a file.'];
    if (typeof asked.from === 'object' && asked.from !== null) {
      const damage = await app.weights.damageOf(asked.from.weightsFile);
      return damage === null ? [] : [damage];
    }
    // A build may have been made without the weights.
    if (asked.from !== 'starter' || (await app.ask('starter-embedder', null)) !== null) return [];
    return [
      'This build brings no starter weights. Start from random numbers, a file or a version.',
    ];
  },
  memory: ({ recipe, set, misfits }, free) => {
    // With less than two classes, or a recipe that contradicts itself, there is no network to weigh.
    if (set.classSizes.length < 2 || misfits.length > 0) return null;
    const species = new Set(set.learned.map(({ box }) => box.species)).size;
    return { kind: 'embedder', recipe, classSizes: set.classSizes, species, free };
  },
  alike: ['backbone', 'fusion', 'input', 'height', 'batch', 'learns', 'frozenNorm', 'device'],
  architecture: (recipe, parent) =>
    recipe.learns === 'head'
      ? `${parent?.architecture ?? embedderName(recipe)} + head`
      : embedderName(recipe),
  // What it stands on may be no network of ours; neither can be trained further.
  kept: ({ backbone, fusion, ...recipe }) =>
    recipe.learns === 'head' ? recipe : { backbone, fusion, ...recipe },
  startsFrom: (catalogue, asked) => {
    const { from } = asked;
    if (typeof from !== 'number') return null;
    const parent = readyVersion(catalogue, 'embedder', from);
    if (parent.files.weights === undefined && !isHead(asked))
      throw new AppError(
        'bad-input',
        `${parent.name} has no weights that could be trained further. Train a head on it (preset "head"), or start from others.`,
        { modelId: parent.id },
      );
    return parent;
  },
  // It goes on from a file of the program, not from a version.
  starter: () => null,
};

const isHead = ({ preset, learns }: Pick<AskedEmbedder, 'preset' | 'learns'>): boolean =>
  (learns ?? embedderPresets[preset].recipe.learns) === 'head';
