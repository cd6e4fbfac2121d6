import './gallery.css';
import { useElementSize, useMergedRef } from '@mantine/hooks';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import type { IndividualCard } from '#terms/identity/individuals.ts';
import { knownSide } from '#terms/sides.ts';
import { BoxThumb } from '../parts/BoxThumb.tsx';
import { CodeText } from '../parts/CodeText.tsx';
import { gridStep } from '../parts/grid-step.ts';
import { counted, dateTime } from '../parts/words.ts';
import { openIndividual, useIndividualsView } from './individuals-store.ts';

const WIDTH = 236;
const HEIGHT = 168;
const GAP = 10;
const EDGE = 14;

/** Where a key leads in a grid, or nowhere. */
export function placeAfter(
  key: string,
  from: number,
  columns: number,
  page: number,
  count: number,
): number | null {
  const step = gridStep(key, columns, page);
  return step === null ? null : Math.min(count - 1, Math.max(0, from + step));
}

export const seenWords = ({ sightings, lastMs }: IndividualCard) =>
  lastMs === null
    ? counted(sightings, 'sighting')
    : `${counted(sightings, 'sighting')} · ${dateTime(lastMs).slice(0, 10)}`;

function Card({ card, focused }: { card: IndividualCard; focused: boolean }) {
  const { id, code, name, best, boxes, vitalStatus } = card;
  return (
    <button
      type="button"
      className="card-button individual-card"
      data-id={id}
      tabIndex={focused ? 0 : -1}
      aria-label={`${[code, name].filter(Boolean).join(' ')}. ${boxes === 0 ? 'No photo' : seenWords(card)}`}
      onClick={() => openIndividual(id)}
      onFocus={() => useIndividualsView.setState({ focusId: id })}
    >
      <span className="individual-sides">
        {boxes > 0 && best.left === null && best.right === null ? (
          <span className="card-side" data-wide>
            <BoxThumb box={best.unknown} />
            <span className="side-mark">side ?</span>
          </span>
        ) : (
          knownSide.options.map((side) => (
            <span key={side} className="card-side" data-empty={best[side] === null || undefined}>
              {best[side] === null ? null : <BoxThumb box={best[side]} />}
              <span className="side-mark">{best[side] === null ? `no ${side} side` : side}</span>
            </span>
          ))
        )}
      </span>
      <span className="individual-head">
        <strong>
          <CodeText code={code} />
        </strong>
        <span>{name === null ? '' : `“${name}”`}</span>
        {vitalStatus === 'dead' && <span className="individual-dead">dead</span>}
      </span>
      <span className="individual-seen">{boxes === 0 ? 'no photo yet' : seenWords(card)}</span>
    </button>
  );
}

/** Every animal with its best photo of each side. */
export function Gallery({ cards }: { cards: readonly IndividualCard[] }) {
  const scroll = useRef<HTMLDivElement>(null);
  const { ref: sizeRef, width, height } = useElementSize<HTMLDivElement>();
  const ref = useMergedRef(scroll, sizeRef);
  const focusId = useIndividualsView((state) => state.focusId);
  const columns = Math.max(1, Math.floor((width - 2 * EDGE + GAP) / (WIDTH + GAP)));
  const focus = Math.max(
    0,
    cards.findIndex(({ id }) => id === focusId),
  );
  const rows = useVirtualizer({
    count: Math.ceil(cards.length / columns),
    getScrollElement: () => scroll.current,
    estimateSize: () => HEIGHT + GAP,
    overscan: 3,
    paddingStart: EDGE,
    paddingEnd: EDGE,
  });
  const moveTo = (index: number) => {
    const id = cards[index]?.id ?? null;
    useIndividualsView.setState({ focusId: id });
    rows.scrollToIndex(Math.floor(index / columns));
    requestAnimationFrame(() =>
      scroll.current?.querySelector<HTMLElement>(`[data-id="${id}"]`)?.focus(),
    );
  };
  // Back from a page, the keyboard stands where that animal is.
  useEffect(() => {
    if (width > 0 && focusId !== null) moveTo(focus);
    // oxlint-disable-next-line react/exhaustive-deps -- once, when there is room
  }, [width > 0]);
  const onKeyDown = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor(height / (HEIGHT + GAP)));
    const target = placeAfter(event.key, focus, columns, page, cards.length);
    if (target === null) return;
    event.preventDefault();
    moveTo(target);
  };
  return (
    <div
      ref={ref}
      className="individuals-scroll"
      role="group"
      aria-label="Individuals"
      onKeyDown={onKeyDown}
    >
      <div style={{ height: rows.getTotalSize(), position: 'relative' }}>
        {width > 0 &&
          rows.getVirtualItems().map(({ key, index, start }) => (
            <div
              key={key}
              className="individuals-row"
              style={{ transform: `translateY(${start}px)` }}
            >
              {cards.slice(index * columns, (index + 1) * columns).map((card) => (
                <Card key={card.id} card={card} focused={card.id === (cards[focus]?.id ?? null)} />
              ))}
            </div>
          ))}
      </div>
    </div>
  );
}
