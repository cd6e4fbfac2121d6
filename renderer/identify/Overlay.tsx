import { useElementSize } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import type { BoxFacts } from '#terms/boxes/facts.ts';
import { wheelFactor } from '../photos/zoom.ts';
import { PhotoLayer, placingOf } from './FinPicture.tsx';
import { changeView, useIdentify } from './identify-store.ts';
import { panned, pixelBox, zoomed } from './picture-view.ts';

/** Milliseconds that each picture stands while they blink. */
const BLINK_MS = 600;

/** Both fins on one stage: in turn, or cut by a line that is drawn across. */
export function Overlay({ query, candidate }: { query: BoxFacts; candidate: BoxFacts }) {
  const { ref, width, height } = useElementSize<HTMLDivElement>();
  const stage = { width: Math.max(1, width), height: Math.max(1, height) };
  const overlay = useIdentify((state) => state.overlay);
  const cut = useIdentify((state) => state.cut);
  const placings = useIdentify((state) => state.placings);
  const [over, setOver] = useState(true);
  useEffect(() => {
    if (overlay !== 'blink') return undefined;
    const timer = setInterval(() => setOver((before) => !before), BLINK_MS);
    return () => clearInterval(timer);
  }, [overlay]);
  const below = placingOf(query, stage, placings.query);
  // Without points the fins are laid over each other by their boxes, at the same height.
  const aligned = placings.query !== undefined && placings.candidate !== undefined;
  const placed = placingOf(candidate, stage, placings.candidate);
  const above = aligned
    ? placed
    : {
        ...placed,
        scale:
          (below.scale * pixelBox(query, query).height) / pixelBox(candidate, candidate).height,
      };
  return (
    <div
      ref={ref}
      className="fin-stage overlay"
      role="img"
      aria-label={`Query and candidate laid over each other, ${aligned ? 'aligned by two points' : 'aligned by their boxes'}`}
      onWheel={(event) => {
        const bounds = event.currentTarget.getBoundingClientRect();
        changeView('query', (view) =>
          zoomed(view, wheelFactor(event), {
            x: event.clientX - bounds.left - bounds.width / 2,
            y: event.clientY - bounds.top - bounds.height / 2,
          }),
        );
      }}
      onPointerMove={(event) => {
        if (event.buttons !== 1) return;
        if (overlay === 'swipe') {
          const bounds = event.currentTarget.getBoundingClientRect();
          useIdentify.setState({
            cut: Math.min(1, Math.max(0, (event.clientX - bounds.left) / bounds.width)),
          });
        } else {
          changeView('query', (view) => panned(view, { x: event.movementX, y: event.movementY }));
        }
      }}
    >
      <PhotoLayer box={query} stage={stage} placing={below} pane="query" />
      <div
        className="fin-over"
        style={
          overlay === 'swipe'
            ? { clipPath: `inset(0 0 0 ${cut * 100}%)` }
            : { visibility: over ? 'visible' : 'hidden' }
        }
      >
        <PhotoLayer box={candidate} stage={stage} placing={above} pane="candidate" />
      </div>
      {overlay === 'swipe' && <div className="fin-cut" style={{ left: `${cut * 100}%` }} />}
      <span className="fin-label">
        {overlay === 'swipe' ? 'query | candidate' : over ? 'candidate' : 'query'}
        {aligned ? ' · aligned by two points' : ' · aligned by boxes, A for two points'}
      </span>
    </div>
  );
}
