import { IconHome } from '@tabler/icons-react';
import type { ViewOffer } from '../offer.ts';
import { OverviewView } from './OverviewView.tsx';

export const overviewOffer: ViewOffer = {
  hint: 'The loop as it stands and the next best step',
  icon: IconHome,
  // It is what is shown first, and is there at once.
  screen: OverviewView,
};
