import { hasPhoto, inReview, type AnnotateAction } from './annotate-action.ts';
import { useAnnotate } from './annotate-store.ts';
import { nothingHere } from './edit.ts';
import { nextUnchecked, openList, openReview, step } from './open-photo.ts';

/** From photo to photo. */
export const photoActions: readonly AnnotateAction[] = [
  {
    id: 'next-unchecked',
    title: 'Mark as checked and go to the next unchecked photo',
    keys: [' '],
    hint: 'checked, next',
    group: 'Photos',
    when: hasPhoto,
    perform: () => void nextUnchecked(),
  },
  {
    id: 'next',
    title: 'Next photo, or next detection in review',
    keys: ['ArrowRight'],
    group: 'Photos',
    when: hasPhoto,
    perform: () => void step(1),
  },
  {
    id: 'previous',
    title: 'Photo before, or detection before in review',
    keys: ['ArrowLeft'],
    group: 'Photos',
    when: hasPhoto,
    perform: () => void step(-1),
  },
  {
    id: 'nothing-here',
    title: 'No animals here: checked, and on to the next unchecked photo',
    keys: ['n'],
    hint: 'no animals',
    group: 'Photos',
    when: () =>
      hasPhoto() && !useAnnotate.getState().boxes.some(({ state }) => state === 'accepted'),
    perform: () => {
      nothingHere();
      void nextUnchecked();
    },
  },
  {
    id: 'review',
    title: 'Review detections, the doubtful ones first; again: back to all photos',
    keys: ['r'],
    hint: 'review',
    group: 'Photos',
    when: () => true,
    perform: () => {
      if (inReview()) void openList();
      else void openReview(useAnnotate.getState().minConfidence);
    },
  },
];
