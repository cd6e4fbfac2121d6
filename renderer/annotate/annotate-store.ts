import { create } from 'zustand';
import type { Box, BoxFields } from '#terms/boxes/boxes.ts';
import type { Proposal } from '#terms/boxes/proposals.ts';
import type { Point, Size } from '#terms/geometry.ts';
import type { usePhotoStore } from '../photos/photo-store.ts';
import type { Zoom } from '../photos/zoom.ts';
import type { PhotoRect } from './geometry.ts';

/** A box as the screen has it; one that is not stored yet has a negative id. */
export type ScreenBox = Omit<Box, 'photoId' | 'revision' | 'className'>;

/** How dark fins are lit up, on the screen alone; 1 changes nothing. */
export interface Light {
  brightness: number;
  contrast: number;
  gamma: number;
}

export const plainLight: Light = { brightness: 1, contrast: 1, gamma: 1 };

type Mode = 'photos' | 'review';

/** What of a box stays for the next one that is drawn. */
type Sticky = Pick<BoxFields, 'classId' | 'side'>;

export interface AnnotateState {
  mode: Mode;
  /** Photos in the order of the list. */
  ids: readonly number[];
  /** Proposals in order of doubt, and which of them is at hand. */
  queue: readonly Proposal[];
  place: number;
  photoId: number | null;
  /** Pixels of the upright photo; null until it is known. */
  photo: (Size & { name: string }) | null;
  boxes: readonly ScreenBox[];
  checked: boolean;
  selected: ReadonlySet<number>;
  sticky: Sticky;
  hidden: boolean;
  light: Light;
  /** Proposals below are not shown, 0…1. */
  minConfidence: number;
  /** First corner of a box that is drawn by two clicks. */
  corner: Point | null;
  /** What is being drawn, moved or resized, before it is let go. */
  draft: { boxId: number | null; rect: PhotoRect } | null;
  /** Boxes of the photo before, for copying. */
  before: readonly ScreenBox[];
  /** A place that another view asked to see; the stage goes there once and forgets it. */
  aim: PhotoRect | null;
  /** The list at hand when another view asked for the review, which is not opened over it. */
  askedOver: Pick<ReturnType<typeof usePhotoStore.getState>, 'filter' | 'sort'> | null;
}

const start: AnnotateState = {
  mode: 'photos',
  ids: [],
  queue: [],
  place: 0,
  photoId: null,
  photo: null,
  boxes: [],
  checked: false,
  selected: new Set(),
  sticky: { classId: 1, side: 'unknown' },
  hidden: false,
  light: plainLight,
  minConfidence: 0,
  corner: null,
  draft: null,
  before: [],
  aim: null,
  askedOver: null,
};

export const useAnnotate = create<AnnotateState>(() => start);

/** How the photo lies on the stage; kept apart, since it changes with every frame of a pan. */
export const useViewport = create<{ zoom: Zoom; stage: Size; fitted: Zoom }>(() => ({
  zoom: { x: 0, y: 0, scale: 1 },
  fitted: { x: 0, y: 0, scale: 1 },
  stage: { width: 1, height: 1 },
}));

/** Boxes that the person sees: none while hidden, no rejected ones, no proposal below the slider. */
export function visibleBoxes(state: AnnotateState): readonly ScreenBox[] {
  if (state.hidden) return [];
  return state.boxes.filter(
    (box) =>
      box.state !== 'rejected' &&
      (box.state === 'accepted' || (box.confidence ?? 1) >= state.minConfidence),
  );
}

export const select = (...ids: number[]): void => {
  useAnnotate.setState({ selected: new Set(ids) });
};

/** The selected boxes in the order of the list. */
export const selectedBoxes = (): ScreenBox[] => {
  const { boxes, selected } = useAnnotate.getState();
  return boxes.filter(({ id }) => selected.has(id));
};
