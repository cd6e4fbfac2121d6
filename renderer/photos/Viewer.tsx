import type { Point } from '#terms/geometry.ts';
import './viewer.css';
import { ActionIcon, Alert, Text, Tooltip } from '@mantine/core';
import { useElementSize, useFocusTrap } from '@mantine/hooks';
import { IconCheck, IconInfoCircle, IconPhotoOff, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { keptVariants } from '#terms/photos/files.ts';
import { pictureUrl } from '../client/bridge.ts';
import { api } from '../client/connection.ts';
import { KeyHints } from '../parts/KeyHints.tsx';
import { LoadingState } from '../parts/LoadingState.tsx';
import { count, dateTime } from '../parts/words.ts';
import { viewerKeys } from './keys.ts';
import { markChecked } from './mark-checked.ts';
import { factsOf } from './facts/photo-facts.ts';
import { usePhotos } from './photo-pages.ts';
import { usePhotoStore } from './photo-store.ts';
import { fit, wheelFactor, zoomAt, type Zoom } from './zoom.ts';

/** One photo on the whole screen. */
export function Viewer({ index, total }: { index: number; total: number }) {
  const { filter, sort, view } = usePhotoStore();
  const photoAt = usePhotos(filter, sort, {
    first: Math.max(0, index - 1),
    last: Math.min(total - 1, index + 2),
  });
  const row = photoAt(index);
  const detail = useQuery({
    queryKey: ['photos', 'detail', row?.id],
    queryFn: () => api.photos.get({ photoId: row?.id ?? 0 }),
    enabled: row !== undefined,
  });
  const { ref: stageRef, width, height } = useElementSize<HTMLDivElement>();
  const [zoom, setZoom] = useState<Zoom | null>(null);
  const [facts, setFacts] = useState(true);
  const [broken, setBroken] = useState<number | null>(null);
  const drag = useRef<Point | null>(null);
  // Tab stays among the viewer's own buttons while it covers the rest.
  const trapped = useFocusTrap();
  const whole = useCallback(
    (element: HTMLDivElement | null) => {
      trapped(element);
      element?.focus();
    },
    [trapped],
  );
  useEffect(() => setZoom(null), [row?.id]);
  useEffect(() => {
    for (const near of [index + 1, index + 2, index - 1]) {
      const next = near < 0 ? undefined : photoAt(near);
      if (next !== undefined) new Image().src = pictureUrl(next.id, 'view');
    }
    // The pictures beside this one change only with it.
    // oxlint-disable-next-line react/exhaustive-deps -- photoAt is new on every render
  }, [row?.id]);

  const stage = { width: Math.max(1, width), height: Math.max(1, height) };
  const fitted = row === undefined ? null : fit(row, stage);
  const shown = zoom ?? fitted;
  const step = (by: number) => view(Math.min(total - 1, Math.max(0, index + by)));
  const zoomBy = (factor: number, x: number, y: number) => {
    if (shown !== null && fitted !== null) setZoom(zoomAt(shown, factor, x, y, fitted.scale));
  };
  const onKey = (key: string): boolean => {
    if (key === 'Escape') view(null);
    else if (key === 'ArrowRight') step(1);
    else if (key === 'ArrowLeft') step(-1);
    else if (key === '0') setZoom(null);
    else if (key === '1' && shown !== null)
      zoomBy(1 / shown.scale, stage.width / 2, stage.height / 2);
    else if (key === '+' || key === '=') zoomBy(1.4, stage.width / 2, stage.height / 2);
    else if (key === '-') zoomBy(1 / 1.4, stage.width / 2, stage.height / 2);
    else if (key === 'i') setFacts(!facts);
    else if (key === 'c' && row !== undefined) markChecked([row.id], !row.checked);
    else return false;
    return true;
  };
  const frame = {
    ref: whole,
    className: 'viewer',
    role: 'dialog',
    'aria-modal': true,
    tabIndex: -1,
    onKeyDown: (event: KeyboardEvent) => {
      if (!event.ctrlKey && !event.metaKey && onKey(event.key)) event.preventDefault();
    },
  } as const;
  if (row === undefined || shown === null)
    return (
      <div {...frame} aria-label="Photo">
        <LoadingState h="100%" />
      </div>
    );
  const needsFull = Math.max(row.width, row.height) * shown.scale > keptVariants.view;
  const style = {
    width: row.width,
    height: row.height,
    transform: `translate(${shown.x}px, ${shown.y}px) scale(${shown.scale})`,
  };
  return (
    <div {...frame} aria-label={`Photo ${row.name}`}>
      <div className="viewer-bar">
        <Text fw={600}>{row.name}</Text>
        <Text c="dimmed">
          {count(index + 1)} of {count(total)} · {dateTime(row.takenMs, row.dayOnly)}
        </Text>
        {row.checked && (
          <Text className="done">
            <IconCheck size={15} style={{ verticalAlign: -3 }} aria-hidden /> checked
          </Text>
        )}
        <Text c="dimmed" ml="auto">
          {Math.round(shown.scale * 100)}%
        </Text>
        <Tooltip label="Facts (I)">
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label="Facts"
            aria-pressed={facts}
            onClick={() => setFacts(!facts)}
          >
            <IconInfoCircle size={19} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label="Back (Esc)">
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label="Back to the grid"
            onClick={() => view(null)}
          >
            <IconX size={19} />
          </ActionIcon>
        </Tooltip>
      </div>
      <div
        ref={stageRef}
        className="viewer-stage"
        onWheel={(event) => {
          const box = event.currentTarget.getBoundingClientRect();
          zoomBy(wheelFactor(event), event.clientX - box.left, event.clientY - box.top);
        }}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          drag.current = { x: event.clientX, y: event.clientY };
        }}
        onPointerMove={(event) => {
          const from = drag.current;
          if (from === null) return;
          setZoom({
            ...shown,
            x: shown.x + event.clientX - from.x,
            y: shown.y + event.clientY - from.y,
          });
          drag.current = { x: event.clientX, y: event.clientY };
        }}
        onPointerUp={() => {
          drag.current = null;
        }}
        onDoubleClick={() => setZoom(null)}
      >
        {broken === row.id ? (
          <Alert
            icon={<IconPhotoOff />}
            m="xl"
            maw={560}
            color="yellow"
            title={
              detail.data?.replaced === true
                ? "Another picture stands in the photo's place"
                : "The photo's file is not there"
            }
          >
            {detail.data?.replaced === true
              ? `The file at ${detail.data.path} is another picture now. Put the right file back, or import its folder again.`
              : `${detail.data?.path ?? row.name} cannot be read. Plug in the disk it is on, or find moved photos again from the list of missing ones.`}{' '}
            What was decided about it is kept.
          </Alert>
        ) : (
          <>
            <img
              key={row.id}
              src={pictureUrl(row.id, 'view')}
              alt={row.name}
              style={style}
              draggable={false}
              onError={() => setBroken(row.id)}
            />
            {needsFull && (
              <img
                key={`${row.id} full`}
                src={pictureUrl(row.id, 'full')}
                alt=""
                style={style}
                draggable={false}
              />
            )}
          </>
        )}
      </div>
      {facts && (
        <div className="viewer-facts">
          <dl>
            {detail.data !== undefined &&
              factsOf(detail.data).map(([name, value]) => (
                <div key={`${name} ${value}`} style={{ display: 'contents' }}>
                  <dt>{name}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
          </dl>
        </div>
      )}
      <KeyHints className="viewer-hints" hints={viewerKeys} />
    </div>
  );
}
