import { storeLabels } from '#catalog/import/store-labels.ts';
import { AppError } from '../errors.ts';
import type { ShellSide } from './shell-side.ts';

export const demoLabels = {
  brings: ({ photosFolder }) => ({ kind: 'demo', source: photosFolder }),

  storeBatch: (catalogue, batch, { photosFolder }, tally) => {
    const counts = storeLabels(
      catalogue,
      photosFolder,
      batch,
      'truth.json of the demo',
      Date.now(),
    );
    for (const [name, count] of Object.entries(counts)) tally[name] = (tally[name] ?? 0) + count;
  },
  finish: (_catalogue, result, { photosFolder }, tally) => {
    const { photos = 0, boxes = 0, untouched = 0, unknown = 0 } = tally;
    if (unknown > 0) {
      throw new AppError(
        'not-found',
        `${unknown} of the demo's photos are not in this catalogue. Import ${photosFolder} first, then retry.`,
        { photosFolder, unknown },
      );
    }
    const kept = untouched > 0 ? ` ${untouched} that were worked on before stay as they are.` : '';
    return {
      result,
      summary: `${photos} photos checked, ${boxes} fins boxed and named.${kept}`,
    };
  },
} satisfies ShellSide<'demo-labels'>;
