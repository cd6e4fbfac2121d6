import { Badge } from '@mantine/core';
import { IconStarFilled } from '@tabler/icons-react';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { kindMarks } from '#terms/boxes/kinds.ts';
import type { IndividualBox } from '#terms/identity/individuals.ts';
import { BoxThumb } from '../parts/BoxThumb.tsx';
import { counted, dateTime } from '../parts/words.ts';
import type { SeenIn } from './by-encounter.ts';
import { toggleSelected, useIndividualsView } from './individuals-store.ts';

const sideWords = (box: IndividualBox) => (box.side === 'unknown' ? 'side ?' : box.side);

function Photo({
  box,
  focused,
  selected,
}: {
  box: IndividualBox;
  focused: boolean;
  selected: boolean;
}) {
  return (
    <button
      type="button"
      className="card-button sighting-photo"
      data-photo={box.boxId}
      tabIndex={focused ? 0 : -1}
      aria-pressed={selected}
      aria-label={`${box.photoName}, ${[sideWords(box), kindMarks[box.kind]].filter(Boolean).join(', ')}${box.verdict === 'probable' ? ', probably' : ''}${selected ? ', chosen' : ''}`}
      onClick={() => {
        useIndividualsView.setState({ photoId: box.boxId });
        toggleSelected(box.boxId);
      }}
      onFocus={() => useIndividualsView.setState({ photoId: box.boxId })}
    >
      <BoxThumb box={box} />
      <span className="sighting-photo-line">
        <span>{box.photoName}</span>
        <span>{sideWords(box)}</span>
      </span>
      {box.isChosenBest && (
        <IconStarFilled className="sighting-star" size={14} aria-label="chosen as the best" />
      )}
      {kindMarks[box.kind] !== null && box.kind !== 'cut-out' && (
        <span className="side-mark">{box.kind === 'name' ? 'not yet boxed' : 'whole photo'}</span>
      )}
      {box.verdict === 'probable' && <span className="side-mark">probably</span>}
    </button>
  );
}

/** All photos of an animal, by sighting; chosen ones can be split off. */
export function SightingPhotos({ sightings }: { sightings: readonly SeenIn[] }) {
  const root = useRef<HTMLDivElement>(null);
  const selected = useIndividualsView((state) => state.selected);
  const photoId = useIndividualsView((state) => state.photoId);
  const all = sightings.flatMap(({ boxes }) => boxes);
  const focus = Math.max(
    0,
    all.findIndex(({ boxId }) => boxId === photoId),
  );
  useEffect(() => {
    if (photoId === null) return;
    const photo = root.current?.querySelector<HTMLElement>(`[data-photo="${photoId}"]`);
    photo?.focus();
    photo?.scrollIntoView({ block: 'nearest' });
  }, [photoId]);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const next = all[Math.min(all.length - 1, Math.max(0, focus + step))];
    if (next !== undefined) useIndividualsView.setState({ photoId: next.boxId });
  };
  return (
    <div ref={root} role="group" aria-label="Photos by encounter" onKeyDown={onKeyDown}>
      {sightings.map(({ key, name, place, takenMs, boxes }) => (
        <section key={key} className="sighting" id={`sighting-${key}`} aria-label={name}>
          <h3>
            {dateTime(takenMs)} <span>{place ?? ''}</span>
            <span className="sighting-name" title={name}>
              {name}
            </span>
            <Badge size="xs" variant="default" tt="none">
              {counted(boxes.length, 'photo')}
            </Badge>
          </h3>
          <div className="sighting-photos">
            {boxes.map((box) => (
              <Photo
                key={box.boxId}
                box={box}
                focused={box.boxId === all[focus]?.boxId}
                selected={selected.has(box.boxId)}
              />
            ))}
          </div>
        </section>
      ))}
    </div>
  );
}
