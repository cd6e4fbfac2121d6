import { IconPlayerPlay, IconTarget } from '@tabler/icons-react';
import type { ViewOffer } from '../offer.ts';
import { goTo } from '../route.ts';
import { useDetector } from './detector-store.ts';

export const detectorOffer: ViewOffer = {
  hint: 'Train the network that finds fins',
  icon: IconTarget,
  load: () => import('./DetectorView.tsx'),
  actions: [
    {
      id: 'detector.train',
      title: 'Train the detector',
      hint: 'From the boxes that a person drew or accepted',
      icon: IconPlayerPlay,
      needsCatalogue: true,
      perform: () => {
        useDetector.getState().show({ what: 'train' });
        goTo('detector');
      },
    },
    {
      id: 'detector.detect',
      title: 'Detect on photos',
      hint: 'Let the detector propose boxes',
      icon: IconTarget,
      needsCatalogue: true,
      perform: () => {
        useDetector.getState().show({ what: 'detect' });
        goTo('detector');
      },
    },
  ],
};
