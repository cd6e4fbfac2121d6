import { create } from 'zustand';
import type { Point } from '#terms/geometry.ts';
import type { QueueFilter, QueueOrder } from '#terms/identity/queue.ts';
import type { Round } from '#terms/identity/rounds.ts';
import type { Pooling } from '#terms/matching/pooling.ts';
import { startView, type PictureView, type Placing } from './picture-view.ts';

export type Pane = 'query' | 'candidate';
/** How the two pictures are laid over each other; null: side by side. */
type Overlay = 'blink' | 'swipe' | null;

/** Points chosen so far: query and candidate in turn, twice. */
export interface Picking {
  points: { pane: Pane; at: Point }[];
  /** Where the keyboard's crosshair stands, as shares of the stage. */
  cross: Point;
}

/** Which of a candidate's pictures the strip stands for. */
type StripMode = 'individuals' | 'photos';

interface IdentifyState {
  round: Round;
  filter: QueueFilter;
  order: QueueOrder;
  strip: StripMode;
  /** What of a candidate is compared: only the query's side, only photos of this quality. */
  sameSide: boolean;
  minQuality: number;
  pooling: Pooling;
  /** The box in question; null: the first that waits. */
  boxId: number | null;
  /** Further photos of the same animal in this encounter, which share the verdict. */
  also: ReadonlySet<number>;
  /** The chosen candidate by its key; null: the first. */
  candidateKey: string | null;
  /** Which of the candidate's photos, and of the query's. */
  photo: number;
  queryPhoto: number;
  inStep: boolean;
  views: Record<Pane, PictureView>;
  /** Points chosen by a person, or an alignment; without one the box stands in the middle. */
  placings: Partial<Record<Pane, Placing>>;
  overlay: Overlay;
  /** Share of the width at which a swipe cuts, 0–1. */
  cut: number;
  picking: Picking | null;
  heat: boolean;
  brightness: number;
  contrast: number;
  note: string;
}

const fresh = {
  candidateKey: null,
  photo: 0,
  queryPhoto: 0,
  also: new Set<number>(),
  views: { query: startView, candidate: startView },
  placings: {},
  overlay: null,
  picking: null,
  note: '',
};

/** What the person at the identify view looks at, and how. */
export const useIdentify = create<IdentifyState>(() => ({
  round: 'first',
  filter: {},
  order: 'encounter',
  strip: 'individuals',
  sameSide: true,
  minQuality: 1,
  pooling: 'max',
  boxId: null,
  inStep: true,
  cut: 0.5,
  heat: false,
  brightness: 1,
  contrast: 1,
  ...fresh,
}));

const { setState, getState } = useIdentify;

/** Brings another box onto the page; how pictures are lit stays, what was done to the last ones not. */
export function showBox(boxId: number | null): void {
  setState({ boxId, ...fresh, also: new Set() });
}

export function setQueue(change: Partial<Pick<IdentifyState, 'round' | 'filter' | 'order'>>): void {
  setState({ ...change, boxId: null, ...fresh, also: new Set() });
}

/** Another picture on the right: the person's zoom stays, so that the same part is compared. */
export function chooseCandidate(candidateKey: string | null): void {
  const { placings } = getState();
  setState({
    candidateKey,
    photo: 0,
    placings: placings.query === undefined ? {} : { query: placings.query },
    overlay: null,
    picking: null,
  });
}

export function choosePhoto(photo: number): void {
  const { placings } = getState();
  setState({
    photo,
    placings: placings.query === undefined ? {} : { query: placings.query },
    picking: null,
  });
}

/** What is done to one picture is done to both while they go in step. */
export function changeView(pane: Pane, change: (view: PictureView) => PictureView): void {
  const { views, inStep, overlay } = getState();
  const both = inStep || overlay !== null;
  setState({
    views: both
      ? { query: change(views.query), candidate: change(views.candidate) }
      : { ...views, [pane]: change(views[pane]) },
  });
}

/** Turns one picture over, left to right. */
export function flip(pane: Pane): void {
  const { views } = getState();
  setState({ views: { ...views, [pane]: { ...views[pane], flipped: !views[pane].flipped } } });
}

export function resetViews(): void {
  setState({
    views: { query: startView, candidate: startView },
    placings: {},
    overlay: null,
    picking: null,
    brightness: 1,
    contrast: 1,
  });
}

/** Puts a point of a picture into its middle; zooming and turning keep it there from then on. */
export function anchorAt(pane: Pane, anchor: Point, placing: Placing): void {
  const { placings, views } = getState();
  setState({
    placings: { ...placings, [pane]: { ...placing, anchor } },
    views: { ...views, [pane]: { ...views[pane], pan: { x: 0, y: 0 } } },
  });
}

export function toggleAlso(boxId: number): void {
  const also = new Set(getState().also);
  if (!also.delete(boxId)) also.add(boxId);
  setState({ also, queryPhoto: 0 });
}

/** Another rule of what is compared, or another kind of strip; the candidate is chosen anew. */
export function setStrip(
  change: Partial<Pick<IdentifyState, 'strip' | 'sameSide' | 'minQuality' | 'pooling'>>,
): void {
  setState({ ...change, candidateKey: null, photo: 0 });
}

/** Fins that share the verdict of the one in question. */
export function alsoTake(boxIds: readonly number[], except: number): void {
  setState({ also: new Set(boxIds.filter((boxId) => boxId !== except)), queryPhoto: 0 });
}
