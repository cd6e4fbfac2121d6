import { storeEmbeddings } from '#catalog/embeddings/store-embeddings.ts';
import { getModel } from '#catalog/queries/models.ts';
import { number } from '#terms/words.ts';
import type { ShellSide } from './shell-side.ts';

export const embed = {
  storeBatch: (catalogue, batch, { modelId }) => {
    storeEmbeddings(catalogue, modelId, batch);
  },
  finish: (catalogue, result, { modelId }) => {
    const { embedded, alreadyThere, perSecond, skipped } = result;
    const { name } = getModel(catalogue, modelId);
    const made =
      embedded === 0
        ? 'No box needed a new vector'
        : `${number(embedded)} boxes embedded (${perSecond.toFixed(0)}/s)`;
    const before = alreadyThere > 0 ? `, ${number(alreadyThere)} were there` : '';
    const left = skipped.length > 0 ? `, ${skipped.length} could not be` : '';
    return { result, summary: `${name}: ${made}${before}${left}.` };
  },
} satisfies ShellSide<'embed'>;
