import { IconBox } from '@tabler/icons-react';
import { readable } from '../actions/key-press.ts';
import type { ViewOffer } from '../offer.ts';
import { annotateActions } from './actions.ts';
import { forgetPhotos } from './open-photo.ts';

export const annotateOffer: ViewOffer = {
  hint: 'Draw boxes round fins and check detections',
  icon: IconBox,
  load: () => import('./AnnotateView.tsx'),
  waiting: ({ overview }) => overview?.proposedBoxes ?? 0,
  commands: annotateActions.map(({ id, title, group, keys: [key], perform }) => ({
    id: `annotate.${id}`,
    title,
    hint: `Annotate: ${group.toLowerCase()}`,
    icon: IconBox,
    key: readable(key ?? ''),
    perform,
  })),
  keySheets: [
    {
      title: 'Annotate',
      keys: annotateActions
        // The nine keys of the classes are one line.
        .filter(({ id }) => !/^class-[2-9]$/.test(id))
        .map(({ keys, title }) => [keys.map(readable).join(' or '), title] as const),
    },
  ],
  forget: forgetPhotos,
};
