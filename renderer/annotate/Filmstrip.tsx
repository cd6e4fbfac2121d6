import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import type { PhotoRow } from '#terms/photos/photos.ts';
import { PhotoThumb } from '../parts/PhotoThumb.tsx';
import { usePhotos } from '../photos/photo-pages.ts';
import { usePhotoStore } from '../photos/photo-store.ts';
import { useAnnotate } from './annotate-store.ts';
import { openPhoto } from './open-photo.ts';

const cell = 84;

/** A shape for each state, not a colour alone. */
function markOf({ checked, proposedBoxes }: PhotoRow): readonly [sign: string, words: string] {
  if (proposedBoxes > 0) return ['◐', `${proposedBoxes} to check`];
  return checked ? ['●', 'checked'] : ['○', 'unchecked'];
}

/** The photos of the list in a row, the one at hand in view. */
export function Filmstrip() {
  const ids = useAnnotate((state) => state.ids);
  const photoId = useAnnotate((state) => state.photoId);
  const { filter, sort } = usePhotoStore();
  const scroll = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    horizontal: true,
    count: ids.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => cell,
    overscan: 4,
  });
  const at = photoId === null ? -1 : ids.indexOf(photoId);
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at, { align: 'center' });
  }, [virtual, at]);
  const items = virtual.getVirtualItems();
  const photoAt = usePhotos(filter, sort, {
    first: items.at(0)?.index ?? 0,
    last: items.at(-1)?.index ?? 0,
  });
  return (
    <div
      ref={scroll}
      className="filmstrip"
      role="listbox"
      aria-label="Photos of the list"
      tabIndex={0}
    >
      <div role="presentation" style={{ width: virtual.getTotalSize(), position: 'relative' }}>
        {items.map(({ index, start, key }) => {
          const photo = photoAt(index);
          const id = ids[index];
          const mark = photo === undefined ? null : markOf(photo);
          return (
            <button
              key={key}
              type="button"
              role="option"
              tabIndex={-1}
              aria-selected={id === photoId}
              aria-label={photo === undefined ? 'Photo' : `${photo.name}, ${mark?.[1] ?? ''}`}
              className="film-cell"
              style={{ transform: `translateX(${start}px)` }}
              onClick={() => {
                if (id !== undefined) void openPhoto(id);
              }}
            >
              {photo !== undefined && <PhotoThumb photoId={photo.id} />}
              <span className="film-mark" aria-hidden>
                {mark?.[0]}
                {photo !== undefined && photo.boxes > 0 ? ` ${photo.boxes}` : ''}
              </span>
            </button>
          );
        })}
      </div>
    </div>
  );
}
