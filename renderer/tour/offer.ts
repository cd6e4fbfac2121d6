import { IconRoute } from '@tabler/icons-react';
import type { Offer } from '../offer.ts';
import { showStop } from './tour-store.ts';

export const tourOffer: Offer = {
  actions: [
    {
      id: 'app.tour',
      title: 'Take the tour',
      hint: 'The loop from photos to exports, shown on the real controls',
      icon: IconRoute,
      needsCatalogue: true,
      perform: () => showStop(0),
    },
  ],
};
