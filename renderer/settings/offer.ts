import { IconSettings } from '@tabler/icons-react';
import type { ViewOffer } from '../offer.ts';

export const settingsOffer: ViewOffer = {
  hint: 'Theme, reviewer, encounters, backups',
  icon: IconSettings,
  load: () => import('./SettingsView.tsx'),
};
