import { IconBinoculars } from '@tabler/icons-react';
import type { ViewOffer } from '../offer.ts';
import { identifyKeys } from './identify-actions.ts';
import { useIdentify } from './identify-store.ts';

export const identifyOffer: ViewOffer = {
  hint: 'Match fins with individuals',
  icon: IconBinoculars,
  load: () => import('./IdentifyView.tsx'),
  waiting: ({ overview }) =>
    overview === undefined || overview.embedder === null ? 0 : overview.openBoxes,
  keySheets: [{ title: 'Identify', keys: identifyKeys }],
  forget: () => useIdentify.setState(useIdentify.getInitialState(), true),
  makeReady: async () => {
    const { prefetchMatchPage } = await import('./prefetch-match-page.ts');
    await prefetchMatchPage();
  },
};
