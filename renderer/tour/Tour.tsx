import './tour.css';
import { Button, CloseButton, Group, Kbd, Text, Title } from '@mantine/core';
import { useLayoutEffect, useEffect, useRef, useState } from 'react';
import { placeCard, type Area } from './place-card.ts';
import { tourSteps, type TourStep } from './tour-steps.ts';
import { leaveTour, showStop, useTour } from './tour-store.ts';

/** How often the control is looked for: views load, lists fill, windows change size. */
const LOOK_MS = 120;
const ROOM = 6;

interface Found {
  area: Area;
  /** The selector that it was found by, or the view's entry in the rail. */
  by: string;
}

/** The control of a stop as it stands on the screen now. */
function find(step: TourStep): Found | null {
  const rail = `[data-view="${step.view}"]`;
  for (const by of [...step.targets, rail]) {
    const box = document.querySelector(by)?.getBoundingClientRect();
    if (box === undefined || box.width === 0 || box.height === 0) continue;
    const left = Math.max(0, box.left - ROOM);
    const top = Math.max(0, box.top - ROOM);
    return {
      by,
      area: {
        left,
        top,
        width: Math.min(window.innerWidth, box.right + ROOM) - left,
        height: Math.min(window.innerHeight, box.bottom + ROOM) - top,
      },
    };
  }
  return null;
}

const same = (a: Found | null, b: Found | null) => JSON.stringify(a) === JSON.stringify(b);

function useFound(step: TourStep): Found | null {
  const [found, setFound] = useState<Found | null>(null);
  useEffect(() => {
    const first = document.querySelector(step.targets[0] ?? '');
    first?.scrollIntoView({ block: 'nearest' });
    const look = () => {
      const now = find(step);
      setFound((before) => (same(before, now) ? before : now));
    };
    look();
    const timer = setInterval(look, LOOK_MS);
    window.addEventListener('resize', look);
    return () => {
      clearInterval(timer);
      window.removeEventListener('resize', look);
    };
  }, [step]);
  return found;
}

/** → and ← go on and back, Esc leaves; a dialog that a control opened has its own keys. */
function useTourKeys(at: number): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (document.querySelector('[role="dialog"]:not(.tour-card)') !== null) return;
      const typing = /^(?:INPUT|TEXTAREA|SELECT)$/.test((event.target as HTMLElement).tagName);
      if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === 'ArrowRight') showStop(at + 1);
      else if (event.key === 'ArrowLeft') showStop(Math.max(0, at - 1));
      else if (event.key === 'Escape') leaveTour(at);
      else return;
      event.preventDefault();
      event.stopPropagation();
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, [at]);
}

function Stop({ at, step }: { at: number; step: TourStep }) {
  const found = useFound(step);
  useTourKeys(at);
  const card = useRef<HTMLElement>(null);
  const [place, setPlace] = useState<{ left: number; top: number }>();
  useLayoutEffect(() => {
    if (card.current === null || found === null) return;
    const { width, height } = card.current.getBoundingClientRect();
    setPlace(
      placeCard(
        found.area,
        { width, height },
        { width: window.innerWidth, height: window.innerHeight },
      ),
    );
  }, [found]);
  // Words are read out from their beginning at each stop.
  useEffect(() => card.current?.focus(), []);
  const isLast = at === tourSteps.length - 1;
  return (
    <>
      {found !== null && (
        <div className="tour-light" style={found.area} data-found={found.by} aria-hidden />
      )}
      <section
        ref={card}
        className="tour-card"
        role="dialog"
        aria-labelledby="tour-title"
        aria-describedby="tour-words"
        tabIndex={-1}
        style={place ?? { left: 0, top: 0, opacity: 0 }}
      >
        <Group justify="space-between" wrap="nowrap">
          <Text size="sm" c="dimmed">
            Tour, {at + 1} of {tourSteps.length}
          </Text>
          <CloseButton size="sm" aria-label="Leave the tour" onClick={() => leaveTour(at)} />
        </Group>
        <Title order={2} id="tour-title">
          {step.title}
        </Title>
        <Text id="tour-words">{step.words}</Text>
        {found !== null && !step.targets.includes(found.by) && (
          <Text size="sm" c="dimmed">
            It shows here once there is something to work on.
          </Text>
        )}
        <Group justify="space-between" mt="xs">
          <Text size="xs" c="dimmed">
            <Kbd size="xs">←</Kbd> <Kbd size="xs">→</Kbd> <Kbd size="xs">Esc</Kbd>
          </Text>
          <Group gap="xs">
            <Button variant="default" disabled={at === 0} onClick={() => showStop(at - 1)}>
              Back
            </Button>
            <Button onClick={() => showStop(at + 1)}>{isLast ? 'Done' : 'Next'}</Button>
          </Group>
        </Group>
      </section>
    </>
  );
}

/** The guided tour of the loop, over the real screens: a light on a control, and words beside it. */
export function Tour() {
  const { at } = useTour();
  const step = at === null ? undefined : tourSteps.at(at);
  return at === null || step === undefined ? null : <Stop key={at} at={at} step={step} />;
}
