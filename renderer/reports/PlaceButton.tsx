import type { ReportBox } from '#terms/boxes/detections.ts';
import './reports.css';
import type { ReactNode } from 'react';
import { showPlace } from '../annotate/open-photo.ts';
import { attempt } from '../client/error-words.ts';

/** A picture of a report; it opens its photo in Annotate at that place. */
export function PlaceButton({
  box,
  boxId,
  children,
}: {
  box: ReportBox;
  /** The box to be selected there, if it is one of the catalogue. */
  boxId: number | null;
  children: ReactNode;
}) {
  return (
    <button
      type="button"
      className="bare-button gallery-item"
      title={`${box.photoName}: open in Annotate`}
      onClick={() =>
        void attempt('The photo could not be opened', () => showPlace(box.photoId, box, boxId))
      }
    >
      {children}
    </button>
  );
}
