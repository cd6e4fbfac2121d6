import { useElementSize, useMergedRef } from '@mantine/hooks';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, type KeyboardEvent, type MouseEvent } from 'react';
import { gridThumb } from '#terms/settings.ts';
import { useSettings } from '../client/queries.ts';
import { gridStep } from '../parts/grid-step.ts';
import { useFastScroll } from './fast-scroll.ts';
import { markChecked } from './mark-checked.ts';
import { listedIds, usePhotos } from './photo-pages.ts';
import { usePhotoStore } from './photo-store.ts';
import { PhotoCell } from './PhotoCell.tsx';

const GAP = 8;
const EDGE = 12;

/** Moves of the keyboard by columns. */
function moved(
  key: string,
  focus: number,
  columns: number,
  page: number,
  last: number,
): number | null {
  const step = gridStep(key, columns, page);
  if (step === null) return null;
  const target = Math.min(last, Math.max(0, focus + step));
  // A step off the first or last row stays where it is.
  return Math.abs(step) === columns && target !== focus + step ? focus : target;
}

export function PhotoGrid({ total }: { total: number }) {
  const scroll = useRef<HTMLDivElement>(null);
  const { ref: sizeRef, width, height } = useElementSize<HTMLDivElement>();
  const ref = useMergedRef(scroll, sizeRef);
  const { filter, sort, selected, focus, anchor, viewing } = usePhotoStore();
  const { select, toggle, selectNone, moveTo, view } = usePhotoStore.getState();
  const size = useSettings().data?.gridThumbSize ?? gridThumb.usual;
  const columns = Math.max(1, Math.floor((width - 2 * EDGE + GAP) / (size + GAP)));
  const rowHeight = Math.round(size * 0.7) + 22 + GAP;
  const virtual = useVirtualizer({
    count: Math.ceil(total / columns),
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 3,
    paddingStart: EDGE,
    paddingEnd: EDGE,
  });
  useEffect(() => {
    virtual.measure();
  }, [virtual, rowHeight, columns]);
  useEffect(() => {
    scroll.current?.scrollTo({ top: 0 });
  }, [filter, sort]);
  const rows = virtual.getVirtualItems();
  const first = (rows.at(0)?.index ?? 0) * columns;
  const last = Math.min(total - 1, ((rows.at(-1)?.index ?? 0) + 1) * columns - 1);
  const fast = useFastScroll(scroll);
  const photoAt = usePhotos(filter, sort, fast ? null : { first, last });

  const selectTo = async (index: number) => {
    const ids = await listedIds(filter, sort);
    const [from, to] = anchor < index ? [anchor, index] : [index, anchor];
    select(ids.slice(from, to + 1), anchor);
    moveTo(index);
  };
  const indexOf = (event: MouseEvent): number | null => {
    const cell = (event.target as HTMLElement).closest<HTMLElement>('[data-index]');
    return cell === null ? null : Number(cell.dataset.index);
  };
  const onClick = (event: MouseEvent) => {
    const index = indexOf(event);
    const photo = index === null ? undefined : photoAt(index);
    if (index === null || photo === undefined) return;
    if (event.shiftKey) void selectTo(index);
    else if (event.ctrlKey || event.metaKey) toggle(photo.id, index);
    else select([photo.id], index);
  };
  const focusCell = (index: number) => {
    moveTo(index);
    virtual.scrollToIndex(Math.floor(index / columns));
    const cell = () => scroll.current?.querySelector<HTMLElement>(`[data-index="${index}"]`);
    const there = cell();
    if (there !== null && there !== undefined) {
      there.focus();
      return;
    }
    // The next key may come before the row does: it is the grid's too.
    scroll.current?.focus({ preventScroll: true });
    requestAnimationFrame(() => cell()?.focus());
  };
  // Back from a photo on the whole screen, the keyboard is where that photo is, from the next key on.
  const wasViewing = useRef(false);
  useLayoutEffect(() => {
    if (wasViewing.current && viewing === null) focusCell(focus);
    wasViewing.current = viewing !== null;
  });
  const onKeyDown = (event: KeyboardEvent) => {
    const target = moved(
      event.key,
      focus,
      columns,
      Math.max(1, Math.floor(height / rowHeight)),
      total - 1,
    );
    const photo = photoAt(focus);
    if (target !== null) {
      if (event.shiftKey) void selectTo(target);
      focusCell(target);
    } else if (event.key === 'Enter') view(focus);
    else if (event.key === ' ' && photo !== undefined) toggle(photo.id, focus);
    else if (event.key === 'Escape') selectNone();
    else if (event.key === 'a' && (event.ctrlKey || event.metaKey)) {
      void listedIds(filter, sort).then((ids) => select(ids, focus));
    } else if (event.key === 'c' && !event.ctrlKey && !event.metaKey && photo !== undefined) {
      markChecked(selected.size > 0 ? [...selected] : [photo.id], !photo.checked);
    } else return;
    event.preventDefault();
  };
  return (
    <div
      ref={ref}
      className="photo-scroll"
      role="listbox"
      aria-multiselectable
      aria-label="Photos"
      tabIndex={total === 0 ? -1 : 0}
      onClick={onClick}
      onDoubleClick={(event) => view(indexOf(event))}
      onKeyDown={onKeyDown}
    >
      <div role="presentation" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {width > 0 &&
          rows.map((row) => (
            <div
              key={row.key}
              role="presentation"
              className="photo-grid-row"
              style={{ transform: `translateY(${row.start}px)` }}
            >
              {Array.from(
                { length: Math.min(columns, total - row.index * columns) },
                (_, column) => {
                  const index = row.index * columns + column;
                  const photo = photoAt(index);
                  return (
                    <PhotoCell
                      // A file that was lost and found again gets another chance.
                      key={photo === undefined ? `place ${index}` : `${photo.id} ${photo.missing}`}
                      photo={photo}
                      index={index}
                      size={size}
                      selected={photo !== undefined && selected.has(photo.id)}
                      focused={index === focus}
                    />
                  );
                },
              )}
            </div>
          ))}
      </div>
    </div>
  );
}
