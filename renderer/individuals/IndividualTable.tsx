import './individual-table.css';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import type { IndividualCard } from '#terms/identity/individuals.ts';
import { BoxThumb } from '../parts/BoxThumb.tsx';
import { dateTime } from '../parts/words.ts';
import { placeAfter } from './Gallery.tsx';
import { openIndividual, useIndividualsView } from './individuals-store.ts';
import { facePhoto } from './listed.ts';

const ROW = 40;

const day = (ms: number | null) => dateTime(ms).slice(0, 10);
const unless = (value: string) => (value === 'unknown' ? '–' : value);

/** Every animal in a row, with its facts. */
export function IndividualTable({ cards }: { cards: readonly IndividualCard[] }) {
  const scroll = useRef<HTMLDivElement>(null);
  const focusId = useIndividualsView((state) => state.focusId);
  const focus = Math.max(
    0,
    cards.findIndex(({ id }) => id === focusId),
  );
  const rows = useVirtualizer({
    count: cards.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW,
    overscan: 10,
    paddingEnd: 12,
    scrollPaddingStart: ROW,
  });
  const moveTo = (index: number) => {
    const id = cards[index]?.id ?? null;
    useIndividualsView.setState({ focusId: id });
    rows.scrollToIndex(index);
    requestAnimationFrame(() =>
      scroll.current?.querySelector<HTMLElement>(`[data-id="${id}"]`)?.focus(),
    );
  };
  useEffect(() => {
    if (focusId !== null) moveTo(focus);
    // oxlint-disable-next-line react/exhaustive-deps -- once, where the keyboard stood before
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor((scroll.current?.clientHeight ?? ROW) / ROW) - 1);
    const target = placeAfter(event.key, focus, 1, page, cards.length);
    if (event.key === 'Enter') openIndividual(cards[focus]?.id ?? null);
    else if (target !== null && !/Left|Right/.test(event.key)) moveTo(target);
    else return;
    event.preventDefault();
  };
  return (
    <div
      ref={scroll}
      className="individuals-scroll"
      role="group"
      aria-label="Table of individuals"
      onKeyDown={onKeyDown}
      onClick={({ target }) => {
        const row = target instanceof Element ? target.closest<HTMLElement>('[data-id]') : null;
        if (row !== null) openIndividual(Number(row.dataset.id));
      }}
    >
      <div
        className="individual-table"
        role="table"
        aria-label="Individuals"
        aria-rowcount={cards.length + 1}
      >
        <div role="row" className="individual-tr individual-th">
          {[
            '',
            'Code',
            'Name',
            'Species',
            'Sex',
            'Stage',
            'Status',
            'Photos',
            'Sightings',
            'First seen',
            'Last seen',
            'Places',
          ].map((title) => (
            <span key={title} role="columnheader">
              {title === '' ? <span className="visually-hidden">Photo</span> : title}
            </span>
          ))}
        </div>
        <div role="rowgroup" style={{ height: rows.getTotalSize(), position: 'relative' }}>
          {rows.getVirtualItems().map(({ index, start }) => {
            const card = cards[index];
            return (
              <div
                key={card.id}
                role="row"
                className="individual-tr"
                data-id={card.id}
                aria-rowindex={index + 2}
                tabIndex={index === focus ? 0 : -1}
                style={{ transform: `translateY(${start}px)` }}
                onFocus={() => useIndividualsView.setState({ focusId: card.id })}
              >
                <span role="cell">
                  <BoxThumb box={facePhoto(card)} />
                </span>
                <strong role="cell">{card.code}</strong>
                <span role="cell" title={card.aliases.join(', ')}>
                  {card.name ?? ''}
                </span>
                <em role="cell">{card.species ?? '–'}</em>
                <span role="cell">{unless(card.sex)}</span>
                <span role="cell">{unless(card.lifeStage)}</span>
                <span role="cell">{unless(card.vitalStatus)}</span>
                <span role="cell">{card.boxes}</span>
                <span role="cell">{card.sightings}</span>
                <span role="cell">{day(card.firstMs)}</span>
                <span role="cell">{day(card.lastMs)}</span>
                <span role="cell" title={card.places.join(', ')}>
                  {card.places.join(', ')}
                </span>
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}
