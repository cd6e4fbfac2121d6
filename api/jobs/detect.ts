import { storeDetections } from '#catalog/boxes/store-detections.ts';
import { joined, number } from '#terms/words.ts';
import type { ShellSide } from './shell-side.ts';

export const detect = {
  storeBatch: (catalogue, batch, { modelId }, tally) => {
    const { proposals, replaced } = storeDetections(catalogue, modelId, batch, Date.now());
    tally.proposals = (tally.proposals ?? 0) + proposals;
    tally.replaced = (tally.replaced ?? 0) + replaced;
  },

  finish: (_catalogue, result, { confidence }, tally) => {
    const { proposals = 0, replaced = 0 } = tally;
    const { photos, photosPerSecond, unreadable } = result;
    const parts = [
      `${number(proposals)} boxes proposed on ${number(photos)} photos at confidence ${confidence.toFixed(2)} and above (${photosPerSecond.toFixed(1)} photos a second)`,
      replaced > 0 ? `${number(replaced)} unjudged proposals of before replaced` : '',
      unreadable.length > 0 ? `${number(unreadable.length)} photos could not be read` : '',
    ];
    return {
      result: { ...result, proposals, replaced },
      summary: `${joined(parts, '; ')}.`,
    };
  },
} satisfies ShellSide<'detect'>;
