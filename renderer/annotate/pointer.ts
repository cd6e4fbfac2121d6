/** What the pointer does on the canvas: draws, chooses, moves, resizes, pans. */
import { select, selectedBoxes, useAnnotate, useViewport, visibleBoxes } from './annotate-store.ts';
import { drawBox, placeBox } from './edit.ts';
import {
  boxAt,
  clickSlop,
  contains,
  handleAt,
  moved,
  rectOf,
  resized,
  smallestDraw,
  toPhoto,
  toStage,
  type Handle,
  type PhotoPoint,
  type PhotoRect,
  type StagePoint,
} from './geometry.ts';

type Gesture =
  | { kind: 'pan'; last: StagePoint }
  | { kind: 'draw'; from: PhotoPoint; start: StagePoint; hit: number | null }
  | { kind: 'move'; boxId: number; box: PhotoRect; from: PhotoPoint; start: StagePoint }
  | { kind: 'resize'; boxId: number; box: PhotoRect; handle: Handle };

let gesture: Gesture | null = null;

interface Press {
  at: StagePoint;
  /** 0 the main button; the others pan. */
  button: number;
  /** Adds to the selection. */
  shift: boolean;
  /** Draws a new box wherever it begins. */
  ctrl: boolean;
}

const photoPoint = (at: StagePoint): PhotoPoint | null => {
  const { photo } = useAnnotate.getState();
  return photo === null ? null : toPhoto(at, useViewport.getState().zoom, photo);
};

const draft = (boxId: number | null, rect: PhotoRect) =>
  useAnnotate.setState({ draft: { boxId, rect } });

export function press({ at, button, shift, ctrl }: Press): void {
  const state = useAnnotate.getState();
  const { photo } = state;
  const point = photoPoint(at);
  if (photo === null || point === null) return;
  if (button !== 0) {
    gesture = { kind: 'pan', last: at };
    return;
  }
  const { zoom } = useViewport.getState();
  if (state.corner !== null) {
    finishTwoClicks(point);
    return;
  }
  const [only, ...more] = selectedBoxes();
  if (only && more.length === 0 && !ctrl) {
    const rect = toStage(only, zoom, photo);
    const handle = handleAt(rect, at);
    if (handle) {
      gesture = { kind: 'resize', boxId: only.id, box: only, handle };
      return;
    }
    if (contains(rect, at) && !shift) {
      gesture = { kind: 'move', boxId: only.id, box: only, from: point, start: at };
      return;
    }
  }
  const hit = ctrl ? null : boxAt(visibleBoxes(state), at, zoom, photo);
  if (shift && hit) {
    const chosen = new Set(state.selected);
    if (!chosen.delete(hit.id)) chosen.add(hit.id);
    select(...chosen);
    return;
  }
  gesture = { kind: 'draw', from: point, start: at, hit: hit?.id ?? null };
}

export function drag(at: StagePoint): void {
  const point = photoPoint(at);
  if (point === null) return;
  const { corner } = useAnnotate.getState();
  switch (gesture?.kind) {
    case 'pan': {
      const { last } = gesture;
      gesture.last = at;
      useViewport.setState(({ zoom }) => ({
        zoom: { ...zoom, x: zoom.x + at.x - last.x, y: zoom.y + at.y - last.y },
      }));
      break;
    }
    case 'draw':
      if (isDrag(gesture.start, at)) draft(null, rectOf(gesture.from, point));
      break;
    case 'move':
      if (isDrag(gesture.start, at))
        draft(
          gesture.boxId,
          moved(gesture.box, point.x - gesture.from.x, point.y - gesture.from.y),
        );
      break;
    case 'resize':
      draft(gesture.boxId, resized(gesture.box, gesture.handle, point));
      break;
    case undefined:
      if (corner !== null) draft(null, rectOf(corner, point));
  }
}

export function letGo(at: StagePoint): void {
  const ended = gesture;
  gesture = null;
  const state = useAnnotate.getState();
  const rect = state.draft?.rect;
  if (ended === null || ended.kind === 'pan') return;
  useAnnotate.setState({ draft: null });
  if (ended.kind === 'draw') {
    if (rect && isDrag(ended.start, at)) {
      if (isLargeEnough(rect)) drawBox(rect);
    } else if (ended.hit !== null) select(ended.hit);
    else {
      select();
      useAnnotate.setState({ corner: ended.from });
    }
    return;
  }
  const box = state.boxes.find(({ id }) => id === ended.boxId);
  if (rect && box && isLargeEnough(rect)) placeBox(box, rect);
  else if (ended.kind === 'move' && !rect) chooseBelow(at, ended.boxId);
}

/** A second click in the chosen box chooses the smaller one below it, if there is one. */
function chooseBelow(at: StagePoint, chosen: number): void {
  const state = useAnnotate.getState();
  if (state.photo === null) return;
  const { zoom } = useViewport.getState();
  const hit = boxAt(visibleBoxes(state), at, zoom, state.photo);
  if (hit && hit.id !== chosen) select(hit.id);
}

function finishTwoClicks(point: PhotoPoint): void {
  const { corner } = useAnnotate.getState();
  useAnnotate.setState({ corner: null, draft: null });
  if (corner === null) return;
  const rect = rectOf(corner, point);
  if (isLargeEnough(rect)) drawBox(rect);
}

const isDrag = (from: StagePoint, to: StagePoint) =>
  Math.hypot(to.x - from.x, to.y - from.y) > clickSlop;

/** A box of a few pixels is a slip of the hand and is not kept. */
function isLargeEnough(rect: PhotoRect): boolean {
  const { photo } = useAnnotate.getState();
  if (photo === null) return false;
  const { w, h } = toStage(rect, useViewport.getState().zoom, photo);
  return w >= smallestDraw && h >= smallestDraw;
}

/** What a press here would do, as a cursor. */
export function cursorAt(at: StagePoint): string {
  const { photo, corner } = useAnnotate.getState();
  if (gesture?.kind === 'pan') return 'grabbing';
  const [only, ...more] = selectedBoxes();
  if (photo === null || corner !== null || !only || more.length > 0) return 'crosshair';
  const rect = toStage(only, useViewport.getState().zoom, photo);
  const handle = handleAt(rect, at);
  if (handle) return `${handle}-resize`;
  return contains(rect, at) ? 'move' : 'crosshair';
}
