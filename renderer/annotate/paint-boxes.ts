/** How boxes look: unfilled, in the colour of their class, dashed while only a machine says so. */
import type { Context } from 'konva/lib/Context';
import type { Point, Rectangle, Size } from '#terms/geometry.ts';
import type { Zoom } from '../photos/zoom.ts';
import type { ScreenBox } from './annotate-store.ts';
import { handlePoint, handles, toStage, type PhotoRect } from './geometry.ts';

/** Told apart by people who see fewer colours too (Okabe & Ito), and on dark water. */
const classColours = [
  '#4ee0c8',
  '#f0b429',
  '#7ab8ff',
  '#ff8f70',
  '#d9a5ff',
  '#c5e86c',
  '#ff9ecb',
  '#8fd3ff',
  '#ffd6a5',
];

export const classColour = (place: number): string =>
  classColours[(place - 1) % classColours.length] ?? '#4ee0c8';

export interface CanvasLook {
  zoom: Zoom;
  photo: Size;
  /** Place of a class in the list, 1 for the first, and its name. */
  classOf: (classId: number) => { place: number; name: string };
}

const labelHeight = 16;

const sideMark = { left: ' L', right: ' R', unknown: '' } as const;

function labelOf(box: ScreenBox, name: string): string {
  const sure =
    box.state === 'proposed' && box.confidence !== null
      ? ` ${box.confidence.toFixed(2).replace(/^0/, '')}`
      : '';
  return `${name}${sideMark[box.side]}${sure}${box.cannotIdentify ? ' ✕' : ''}`;
}

/** Draws boxes; those outside the stage cost nothing. */
export function paintBoxes(
  context: Context,
  boxes: readonly ScreenBox[],
  { zoom, photo, classOf }: CanvasLook,
  stage: Size,
): void {
  context.font = '600 11px system-ui, sans-serif';
  context.textBaseline = 'middle';
  for (const box of boxes) {
    const { x, y, w, h } = toStage(box, zoom, photo);
    if (x > stage.width || y > stage.height || x + w < 0 || y + h < 0) continue;
    const { place, name } = classOf(box.classId);
    const colour = classColour(place);
    outline(context, { x, y, w, h }, colour, box.state === 'proposed', 1.5);
    if (w < 14) continue;
    const text = labelOf(box, name);
    const width = context.measureText(text).width + 8;
    const top = y - labelHeight >= 0 ? y - labelHeight : y;
    context.fillStyle = 'rgba(18, 19, 20, 0.78)';
    context.fillRect(x, top, width, labelHeight);
    context.fillStyle = colour;
    context.fillText(text, x + 4, top + labelHeight / 2 + 0.5);
  }
}

/** The chosen boxes, with handles where only one is chosen. */
export function paintActive(
  context: Context,
  boxes: readonly (PhotoRect & { classId: number; state?: ScreenBox['state'] })[],
  { zoom, photo, classOf }: CanvasLook,
): void {
  for (const box of boxes) {
    const rect = toStage(box, zoom, photo);
    const colour = classColour(classOf(box.classId).place);
    outline(context, rect, '#ffffff', false, 3.5);
    outline(context, rect, colour, false, 2);
    if (box.state === 'proposed') outline(context, rect, '#121314', true, 2);
    if (boxes.length > 1) continue;
    for (const handle of handles) {
      const { x, y } = handlePoint(rect, handle);
      context.fillStyle = '#ffffff';
      context.fillRect(x - 4, y - 4, 8, 8);
      context.strokeStyle = '#121314';
      context.lineWidth = 1;
      context.strokeRect(x - 4, y - 4, 8, 8);
    }
  }
}

/** Lines through the pointer, to begin a box where it should begin. */
export function paintCrosshair(context: Context, at: Point, stage: Size): void {
  context.setLineDash([]);
  context.lineWidth = 1;
  for (const [colour, shift] of [
    ['rgba(0, 0, 0, 0.55)', 1],
    ['rgba(255, 255, 255, 0.7)', 0],
  ] as const) {
    context.strokeStyle = colour;
    context.beginPath();
    context.moveTo(0, Math.round(at.y) + 0.5 + shift);
    context.lineTo(stage.width, Math.round(at.y) + 0.5 + shift);
    context.moveTo(Math.round(at.x) + 0.5 + shift, 0);
    context.lineTo(Math.round(at.x) + 0.5 + shift, stage.height);
    context.stroke();
  }
}

function outline(
  context: Context,
  { x, y, w, h }: Rectangle,
  colour: string,
  dashed: boolean,
  width: number,
): void {
  context.setLineDash(dashed ? [6, 4] : []);
  context.lineWidth = width;
  context.strokeStyle = colour;
  context.strokeRect(x, y, w, h);
  context.setLineDash([]);
}
