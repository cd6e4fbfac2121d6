import { IconPhotoOff } from '@tabler/icons-react';
import { useState } from 'react';
import { pictureUrl } from '../client/bridge.ts';
import type { Mark } from './compare-photos.ts';
import { inWindow, placeLabels, type PhotoPart } from './mark-labels.ts';

const labelOf = ({ what, confidence }: Mark): string =>
  confidence === null ? what : `${what === 'found' ? '' : 'false '}${confidence.toFixed(2)}`;

/** A photo, or the part of it that a window shows, with what a version says of it: found solid, false alarms dashed, misses dotted; each with its word. */
export function MarkedPhoto({
  photoId,
  alt,
  marks,
  window,
}: {
  photoId: number;
  alt: string;
  marks: readonly Mark[];
  window: PhotoPart;
}) {
  const [gone, setGone] = useState(false);
  if (gone)
    return (
      <span
        className="marked-photo marked-gone"
        role="img"
        aria-label={`${alt}; the photo's file is not there`}
      >
        <IconPhotoOff size={22} stroke={1.4} aria-hidden />
      </span>
    );
  const labels = marks.map(labelOf);
  const shown = marks.map((mark) => inWindow(mark, window));
  const places = placeLabels(shown, labels);
  const { x, y, size } = window;
  return (
    <span className="marked-photo">
      <img
        src={pictureUrl(photoId, 'view')}
        alt={alt}
        decoding="async"
        draggable={false}
        style={{
          transform: `scale(${1 / size}) translate(${-100 * x}%, ${-100 * y}%)`,
        }}
        onError={() => setGone(true)}
      />
      {shown.map((mark, at) => (
        <span
          key={`${mark.what} ${mark.className} ${mark.x} ${mark.y} ${mark.w}`}
          className="mark"
          data-what={mark.what}
          style={{
            left: `${100 * mark.x}%`,
            top: `${100 * mark.y}%`,
            width: `${100 * mark.w}%`,
            height: `${100 * mark.h}%`,
          }}
        >
          <span className="mark-label" data-place={places[at]}>
            {labels[at]}
          </span>
        </span>
      ))}
    </span>
  );
}
