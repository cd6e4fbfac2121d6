import { IconId, IconUserPlus } from '@tabler/icons-react';
import { openImport } from '../imports/open-import.ts';
import type { ViewOffer } from '../offer.ts';
import { useIndividualsView } from './individuals-store.ts';
import { duplicatesKeys, listKeys, mixUpsKeys, namesKeys, pageKeys } from './keys.ts';

export const individualsOffer: ViewOffer = {
  hint: 'The animals of the catalogue',
  icon: IconId,
  load: () => import('./IndividualsView.tsx'),
  waiting: ({ overview }) => overview?.namesToPlace ?? 0,
  actions: [
    {
      id: 'individuals.import',
      title: 'Import individuals',
      hint: 'From a table, or from folders named by individual',
      icon: IconUserPlus,
      needsCatalogue: true,
      perform: openImport,
    },
  ],
  keySheets: [
    { title: 'Individuals', keys: listKeys },
    { title: 'An individual', keys: pageKeys },
    { title: 'Likely duplicates', keys: duplicatesKeys },
    { title: 'Likely mix-ups', keys: mixUpsKeys },
    { title: 'Which is it?', keys: namesKeys },
  ],
  forget: () => useIndividualsView.setState(useIndividualsView.getInitialState(), true),
};
