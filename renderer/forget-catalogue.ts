import { forgetPhotos } from './annotate/open-photo.ts';
import { useIdentify } from './identify/identify-store.ts';
import { useIndividualsView } from './individuals/individuals-store.ts';
import { usePhotoStore } from './photos/photo-store.ts';

/** What the views remember of a catalogue means nothing in the next one, whose ids are others. */
export function forgetCatalogue(): void {
  useIdentify.setState(useIdentify.getInitialState(), true);
  useIndividualsView.setState(useIndividualsView.getInitialState(), true);
  usePhotoStore.setState(usePhotoStore.getInitialState(), true);
  forgetPhotos();
}
