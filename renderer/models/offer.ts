import { IconDownload, IconPlayerPlay, IconStack2 } from '@tabler/icons-react';
import { useEmbedder } from '../embedders/embedder-store.ts';
import type { ViewOffer } from '../offer.ts';
import { goTo } from '../route.ts';

export const modelsOffer: ViewOffer = {
  hint: 'Networks and starting weights',
  icon: IconStack2,
  load: () => import('./ModelsView.tsx'),
  actions: [
    {
      id: 'models.train',
      title: 'Train an embedding network',
      hint: 'From the fins that have a name',
      icon: IconPlayerPlay,
      needsCatalogue: true,
      perform: () => {
        useEmbedder.getState().show({ what: 'train' });
        goTo('models');
      },
    },
    {
      id: 'models.weights',
      title: 'Starting weights',
      hint: 'Fetch published ones, or bring a file from disk',
      icon: IconDownload,
      needsCatalogue: true,
      perform: () => {
        useEmbedder.getState().show({ what: 'weights' });
        goTo('models');
      },
    },
  ],
};
