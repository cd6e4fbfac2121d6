import { IconUpload } from '@tabler/icons-react';
import type { ViewOffer } from '../offer.ts';

export const exportOffer: ViewOffer = {
  hint: 'Tables and archives for other programs',
  icon: IconUpload,
  load: () => import('./ExportView.tsx'),
};
