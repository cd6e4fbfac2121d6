import type { Overview } from '#api/contract/index.ts';
import { counted } from '../parts/words.ts';
import type { View } from '../route.ts';

/** The one thing that brings the catalogue furthest, and where to do it. */
export interface NextStep {
  words: string;
  button: string;
  /** An action of the table, or a view. */
  target: { action: string } | { view: View };
}

/** What to do next, from the loop as it stands; the first thing that holds everything up. */
export function nextStep(overview: Overview): NextStep {
  if (overview.photos === 0) {
    return {
      words:
        'There are no photos yet. Choose the folder of a field day; its photos stay where they are.',
      button: 'Import photos',
      target: { action: 'photos.import' },
    };
  }
  if (overview.missingPhotos > 0) {
    return {
      words: `${counted(overview.missingPhotos, 'photo')} cannot be found. A disk unplugged, or a folder moved? They are found again by their content.`,
      button: 'Find them',
      target: { view: 'photos' },
    };
  }
  if (overview.uncheckedPhotos === 0) {
    return {
      words: `All ${counted(overview.photos, 'photo')} are checked, in ${counted(overview.encounters, 'encounter')}. The next field day can come.`,
      button: 'Import more photos',
      target: { action: 'photos.import' },
    };
  }
  return {
    words: `${counted(overview.photos, 'photo')} in ${counted(overview.encounters, 'encounter')}, ${counted(overview.uncheckedPhotos, 'photo')} nobody has looked at yet. Go through them, sort the encounters, and mark what you checked.`,
    button: 'Look at the photos',
    target: { view: 'photos' },
  };
}
