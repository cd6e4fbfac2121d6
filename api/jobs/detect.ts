import { storeDetections } from '#catalog/boxes/store-detections.ts';
import type { ShellKind } from './job-kind.ts';

const number = (value: number) => value.toLocaleString('en');

export const detect: ShellKind<'detect'> = {
  title: ({ photos }) =>
    photos === 'all'
      ? 'Detect on all photos'
      : photos === 'unchecked'
        ? 'Detect on photos that nobody checked'
        : `Detect on ${number(photos.length)} photos`,

  storeBatch: (catalogue, batch, { modelId }, tally) => {
    const { proposals, replaced } = storeDetections(catalogue, modelId, batch, Date.now());
    tally.proposals = (tally.proposals ?? 0) + proposals;
    tally.replaced = (tally.replaced ?? 0) + replaced;
    return ['boxes', 'photos'];
  },

  finish: (_catalogue, result, { confidence }, tally) => {
    const { proposals = 0, replaced = 0 } = tally;
    const { photos, photosPerSecond, unreadable } = result;
    const parts = [
      `${number(proposals)} boxes proposed on ${number(photos)} photos at confidence ${confidence.toFixed(2)} and above (${photosPerSecond.toFixed(1)} photos a second)`,
      replaced > 0 ? `${number(replaced)} unjudged proposals of before replaced` : '',
      unreadable.length > 0 ? `${number(unreadable.length)} photos could not be read` : '',
    ].filter((part) => part !== '');
    return {
      result: { ...result, proposals, replaced },
      summary: `${parts.join('; ')}.`,
      topics: ['boxes', 'photos', 'models'],
    };
  },
};
