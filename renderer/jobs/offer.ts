import { IconHistory } from '@tabler/icons-react';
import type { ViewOffer } from '../offer.ts';
import { isActive } from './active-job.ts';

export const jobsOffer: ViewOffer = {
  hint: 'What runs, what ran, what failed',
  icon: IconHistory,
  load: () => import('./JobsView.tsx'),
  waiting: ({ jobs }) => jobs?.filter(isActive).length ?? 0,
};
