import { useElementSize, useMergedRef } from '@mantine/hooks';
import { IconPhotoOff } from '@tabler/icons-react';
import { useEffect, useRef, useState, type PointerEvent, type ReactNode } from 'react';
import type { BoxFacts } from '#terms/boxes/facts.ts';
import type { Point, Size } from '#terms/geometry.ts';
import { keptVariants } from '#terms/photos/files.ts';
import { pictureUrl } from '../client/bridge.ts';
import { wheelFactor } from '../photos/zoom.ts';
import { anchorAt, changeView, useIdentify, type Pane } from './identify-store.ts';
import {
  matrixOf,
  onPhoto,
  panned,
  pixelBox,
  placeBox,
  zoomed,
  type Placing,
} from './picture-view.ts';
import { pick, pickMarks } from './picking.tsx';

/** How a box lies on a stage: by a person's choice, or in the middle. */
export const placingOf = (box: BoxFacts, stage: Size, chosen: Placing | undefined): Placing =>
  chosen ?? placeBox(pixelBox(box, box), stage);

/** A photo under a matrix: the kept picture first, the whole one where the screen shows more of it. */
export function PhotoLayer({
  box,
  stage,
  placing,
  pane,
  children,
}: {
  box: BoxFacts;
  stage: Size;
  placing: Placing;
  pane: Pane;
  children?: ReactNode;
}) {
  const view = useIdentify(({ views }) => views[pane]);
  const brightness = useIdentify((state) => state.brightness);
  const contrast = useIdentify((state) => state.contrast);
  const [failed, setFailed] = useState<number | null>(null);
  const [full, setFull] = useState<number | null>(null);
  const matrix = matrixOf(placing, view, stage);
  const size = placing.scale * view.zoom;
  const longest = Math.max(box.width, box.height);
  const needsFull =
    longest > keptVariants.view && longest * size * devicePixelRatio > keptVariants.view;
  const wanted = needsFull && full !== box.photoId;
  useEffect(() => {
    if (!wanted) return undefined;
    let live = true;
    const image = new Image();
    image.src = pictureUrl(box.photoId, 'full');
    // Decoded before it is shown, so that it takes the other's place without a gap.
    image.decode().then(
      () => live && setFull(box.photoId),
      () => undefined,
    );
    return () => {
      live = false;
    };
  }, [wanted, box.photoId]);
  if (failed === box.photoId) {
    return (
      <div className="fin-gone" role="note">
        <IconPhotoOff size={36} stroke={1.3} aria-hidden />
        <strong>{box.photoName} is not there</strong>
        <span>
          Plug in the disk it is on, or find moved photos in the Photos view. You can decide all the
          same.
        </span>
      </div>
    );
  }
  const variant = full === box.photoId && needsFull ? 'full' : 'view';
  const pixels = pixelBox(box, box);
  return (
    <div
      className="fin-photo"
      style={{
        width: box.width,
        height: box.height,
        transform: `matrix(${matrix.join(',')})`,
      }}
    >
      <img
        src={pictureUrl(box.photoId, variant)}
        alt=""
        width={box.width}
        height={box.height}
        draggable={false}
        style={{ filter: lit(brightness, contrast) }}
        onError={() => setFailed(box.photoId)}
      />
      {children}
      <svg className="fin-frame" width={box.width} height={box.height} aria-hidden>
        {/* The photo is scaled from outside, and the line with it. */}
        <rect {...pixels} strokeWidth={1.25 / size} />
      </svg>
    </div>
  );
}

const lit = (brightness: number, contrast: number) =>
  brightness === 1 && contrast === 1
    ? undefined
    : `brightness(${brightness}) contrast(${contrast})`;

/** A fin, large; wheel, drag and click move it, and its partner while they go in step. */
export function FinPicture({
  box,
  pane,
  label,
  heat,
}: {
  box: BoxFacts;
  pane: Pane;
  label: string;
  heat?: ReactNode;
}) {
  const { ref, width, height } = useElementSize<HTMLDivElement>();
  const own = useRef<HTMLDivElement>(null);
  const merged = useMergedRef(ref, own);
  const stage = { width: Math.max(1, width), height: Math.max(1, height) };
  const chosen = useIdentify(({ placings }) => placings[pane]);
  const view = useIdentify(({ views }) => views[pane]);
  const picking = useIdentify((state) => state.picking);
  const placing = placingOf(box, stage, chosen);
  const drag = useRef<{ at: Point; moved: boolean } | null>(null);
  const fromMiddle = (event: { clientX: number; clientY: number }): Point => {
    const bounds = own.current?.getBoundingClientRect();
    return {
      x: event.clientX - (bounds?.left ?? 0) - stage.width / 2,
      y: event.clientY - (bounds?.top ?? 0) - stage.height / 2,
    };
  };
  const photoPoint = (event: { clientX: number; clientY: number }) => {
    const from = fromMiddle(event);
    return onPhoto(matrixOf(placing, view, stage), {
      x: from.x + stage.width / 2,
      y: from.y + stage.height / 2,
    });
  };
  useEffect(() => {
    const element = own.current;
    if (element === null) return undefined;
    // React's own wheel events cannot keep the page from scrolling.
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      const bounds = element.getBoundingClientRect();
      const from = {
        x: event.clientX - bounds.left - bounds.width / 2,
        y: event.clientY - bounds.top - bounds.height / 2,
      };
      changeView(pane, (before) => zoomed(before, wheelFactor(event), from));
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [pane]);
  const release = (event: PointerEvent) => {
    const ended = drag.current;
    drag.current = null;
    if (ended === null || ended.moved) return;
    if (picking !== null) pick(pane, photoPoint(event));
    else if (event.shiftKey) anchorAt(pane, photoPoint(event), placing);
  };
  return (
    <div
      ref={merged}
      className="fin-stage"
      role="img"
      aria-label={label}
      data-picking={picking === null ? undefined : true}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        drag.current = { at: { x: event.clientX, y: event.clientY }, moved: false };
      }}
      onPointerMove={(event) => {
        const from = drag.current;
        if (from === null) return;
        const by = { x: event.clientX - from.at.x, y: event.clientY - from.at.y };
        if (!from.moved && Math.hypot(by.x, by.y) < 4) return;
        drag.current = { at: { x: event.clientX, y: event.clientY }, moved: true };
        changeView(pane, (before) => panned(before, by));
      }}
      onPointerUp={release}
      onDoubleClick={() =>
        changeView(pane, (before) => ({ ...before, zoom: 1, pan: { x: 0, y: 0 } }))
      }
    >
      <PhotoLayer box={box} stage={stage} placing={placing} pane={pane}>
        {heat}
      </PhotoLayer>
      {pickMarks(pane, picking, matrixOf(placing, view, stage), stage)}
    </div>
  );
}
