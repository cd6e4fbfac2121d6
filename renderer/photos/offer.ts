import { IconArrowBackUp, IconPhoto, IconPhotoPlus } from '@tabler/icons-react';
import type { ViewOffer } from '../offer.ts';
import { undoLastChange } from './facts/change-photos.ts';
import { importFolder } from './import.ts';
import { gridKeys, viewerKeys } from './keys.ts';
import { usePhotoStore } from './photo-store.ts';

export const photosOffer: ViewOffer = {
  hint: 'Browse, filter and group photos',
  icon: IconPhoto,
  load: () => import('./PhotosView.tsx'),
  actions: [
    {
      id: 'photos.import',
      title: 'Import photos',
      hint: 'Bring in a folder of photos; they stay where they are',
      icon: IconPhotoPlus,
      keys: 'mod+I',
      needsCatalogue: true,
      perform: () => {
        void importFolder();
      },
    },
    {
      id: 'photos.undo-change',
      title: 'Undo the last change of dates and places',
      hint: 'Takes back the last change of dates, places or photographers, of all its photos',
      icon: IconArrowBackUp,
      needsCatalogue: true,
      perform: undoLastChange,
    },
  ],
  keySheets: [
    { title: 'Photos', keys: gridKeys },
    { title: 'A photo on the whole screen', keys: viewerKeys },
  ],
  forget: () => usePhotoStore.setState(usePhotoStore.getInitialState(), true),
};
