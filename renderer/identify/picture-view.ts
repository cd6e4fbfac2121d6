import type { Point, Rectangle, Size } from '#terms/geometry.ts';

/** How two pictures of fins lie on their stages, in step or apart. Pure geometry; lengths in pixels. */

/** A box in pixels of its upright photo. */
interface PixelBox extends Point, Size {}

/** What a person does to a picture: the same numbers for both pictures while they go in step. */
export interface PictureView {
  /** 1 shows the box with a little room around it. */
  zoom: number;
  /** Of the anchor from the middle of the stage, in pixels of the screen. */
  pan: Point;
  flipped: boolean;
}

/** What belongs to one picture alone: the point about which it turns and zooms, and how it is aligned. */
export interface Placing {
  /** Pixel of the photo that stands in the middle at pan 0. */
  anchor: Point;
  /** Pixels of the screen a pixel of the photo, at zoom 1. */
  scale: number;
  /** Radians, clockwise on the screen. */
  turn: number;
}

export const startView: PictureView = { zoom: 1, pan: { x: 0, y: 0 }, flipped: false };

/** Room around a box, as a share of it. */
const ROOM = 1.3;
const LEAST_ZOOM = 0.15;
const MOST_ZOOM = 24;

export const pixelBox = (box: Rectangle, photo: Size): PixelBox => ({
  x: box.x * photo.width,
  y: box.y * photo.height,
  width: box.w * photo.width,
  height: box.h * photo.height,
});

/** The whole box with room around it in the middle of the stage. */
export function placeBox(box: PixelBox, stage: Size): Placing {
  return {
    anchor: { x: box.x + box.width / 2, y: box.y + box.height / 2 },
    scale: Math.min(stage.width / (box.width * ROOM), stage.height / (box.height * ROOM)),
    turn: 0,
  };
}

/** Numbers of a CSS `matrix(a, b, c, d, e, f)` from photo pixels to stage pixels. */
export type Matrix = readonly [number, number, number, number, number, number];

export function matrixOf({ anchor, scale, turn }: Placing, view: PictureView, stage: Size): Matrix {
  const size = scale * view.zoom;
  const mirror = view.flipped ? -1 : 1;
  const cos = Math.cos(turn) * size;
  const sin = Math.sin(turn) * size;
  // First mirrored about the anchor, then turned, then moved.
  const [a, b, c, d] = [cos * mirror, sin * mirror, -sin, cos];
  return [
    a,
    b,
    c,
    d,
    stage.width / 2 + view.pan.x - a * anchor.x - c * anchor.y,
    stage.height / 2 + view.pan.y - b * anchor.x - d * anchor.y,
  ];
}

export const onStage = ([a, b, c, d, e, f]: Matrix, { x, y }: Point): Point => ({
  x: a * x + c * y + e,
  y: b * x + d * y + f,
});

export function onPhoto([a, b, c, d, e, f]: Matrix, { x, y }: Point): Point {
  const det = a * d - b * c;
  return {
    x: (d * (x - e) - c * (y - f)) / det,
    y: (a * (y - f) - b * (x - e)) / det,
  };
}

/** Zooms so that what is at `from` (pixels from the middle of the stage) stays there. */
export function zoomed(view: PictureView, factor: number, from: Point): PictureView {
  const zoom = Math.min(MOST_ZOOM, Math.max(LEAST_ZOOM, view.zoom * factor));
  const by = zoom / view.zoom;
  return {
    ...view,
    zoom,
    pan: { x: from.x - (from.x - view.pan.x) * by, y: from.y - (from.y - view.pan.y) * by },
  };
}

export const panned = (view: PictureView, by: Point): PictureView => ({
  ...view,
  pan: { x: view.pan.x + by.x, y: view.pan.y + by.y },
});

/** Two points on each picture that show the same two marks. */
interface PointPairs {
  query: readonly [Point, Point];
  candidate: readonly [Point, Point];
}

/**
 * Places both pictures so that the first points lie on each other in the middle, and the second points
 * lie on each other too: the candidate is scaled and turned, the query keeps its size and stands upright.
 * Each picture may be mirrored by itself.
 */
export function alignByPoints(
  { query, candidate }: PointPairs,
  queryScale: number,
  flipped: { query: boolean; candidate: boolean },
): { query: Placing; candidate: Placing } {
  const between = ([from, to]: readonly [Point, Point], mirrored: boolean) => ({
    x: (to.x - from.x) * (mirrored ? -1 : 1),
    y: to.y - from.y,
  });
  const q = between(query, flipped.query);
  const c = between(candidate, flipped.candidate);
  const ratio = Math.hypot(q.x, q.y) / Math.max(1e-6, Math.hypot(c.x, c.y));
  return {
    query: { anchor: query[0], scale: queryScale, turn: 0 },
    candidate: {
      anchor: candidate[0],
      scale: queryScale * ratio,
      turn: Math.atan2(q.y, q.x) - Math.atan2(c.y, c.x),
    },
  };
}
