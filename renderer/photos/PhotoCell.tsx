import { IconCheck, IconPhotoOff } from '@tabler/icons-react';
import { memo, useEffect, useRef, useState } from 'react';
import type { PhotoRow } from '#terms/photos/photos.ts';
import { pictureUrl } from '../client/bridge.ts';
import { dateTime } from '../parts/words.ts';

interface CellProps {
  photo: PhotoRow | undefined;
  index: number;
  size: number;
  selected: boolean;
  focused: boolean;
}

function label({ name, takenMs, dayOnly, boxes, names, checked, missing }: PhotoRow): string {
  return [
    name,
    takenMs === null ? '' : dateTime(takenMs, dayOnly),
    boxes > 0 ? `${boxes} boxes` : '',
    names === 0 ? '' : boxes > 0 ? 'named, which box is not said' : 'named, not yet boxed',
    checked ? 'checked' : '',
    missing ? 'file missing' : '',
  ]
    .filter((part) => part !== '')
    .join(', ');
}

/** One photo of the grid; a grey tile until it is known. */
export const PhotoCell = memo(function PhotoCell({
  photo,
  index,
  size,
  selected,
  focused,
}: CellProps) {
  const [broken, setBroken] = useState(false);
  const style = { width: size, height: Math.round(size * 0.7) + 22 };
  const picture = useRef<HTMLImageElement>(null);
  // A picture that is scrolled past is no longer asked for.
  useEffect(() => {
    const element = picture.current;
    return () => {
      if (element?.isConnected === false) element.removeAttribute('src');
    };
  }, []);
  if (photo === undefined) return <div className="photo-cell" style={style} />;
  return (
    <button
      type="button"
      className={`photo-cell ${selected ? 'selected' : ''}`}
      style={style}
      data-index={index}
      data-id={photo.id}
      role="option"
      aria-selected={selected}
      aria-label={label(photo)}
      tabIndex={focused ? 0 : -1}
    >
      {broken || photo.missing ? (
        <span className="no-picture">
          <IconPhotoOff size={26} stroke={1.3} aria-hidden />
        </span>
      ) : (
        <img
          ref={picture}
          src={pictureUrl(photo.id, 'thumb')}
          alt=""
          draggable={false}
          decoding="async"
          onError={() => setBroken(true)}
        />
      )}
      <span className="photo-caption">
        <span>{photo.name}</span>
        {photo.missing && <span className="warning">missing</span>}
        {photo.checked && <IconCheck size={14} className="done" aria-hidden />}
      </span>
      {(photo.boxes > 0 || photo.names > 0) && (
        <span className="photo-marks" aria-hidden>
          {photo.names > 0 && <span className="photo-mark named">named</span>}
          {photo.boxes > 0 && (
            <span className={`photo-mark ${photo.proposedBoxes > 0 ? 'proposed' : ''}`}>
              {photo.boxes}
            </span>
          )}
        </span>
      )}
    </button>
  );
});
