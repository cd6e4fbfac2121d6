/**
 * What a training picture shows: four photos, or windows of them, put together, and how they are moved and
 * coloured. Numbers only; the same for the same seed, step and place in the batch, whoever draws it.
 */
import { streamOf, uniformAt } from '#models/random/counter-random.ts';
import type { LabelledBox } from '#models/nets/detectors/labelled-box.ts';
import type { Rectangle } from '#terms/geometry.ts';

/** A photo to learn from; boxes in fractions of it, top left corner. */
export interface TrainingPhoto {
  /** Pixels of the photo as it is held for drawing. */
  width: number;
  height: number;
  boxes: readonly LabelledBox[];
}

/** A window of a photo and where it comes to lie. */
export interface Piece {
  /** Index of the photo. */
  photo: number;
  /** Fractions of the photo. */
  window: Rectangle;
  /** Pixels of the drawn picture; parts of it may lie outside. */
  place: Rectangle;
}

export interface TrainingPicture {
  pieces: Piece[];
  flip: boolean;
  /** Turn of the colour circle in radians, factors of saturation and value. */
  hue: number;
  saturation: number;
  value: number;
}

/** Reaches of the changes, those of YOLOv5's recipe. */
const augmentation = {
  hue: 0.015,
  saturation: 0.7,
  value: 0.4,
  translate: 0.1,
  scale: 0.5,
  flip: 0.5,
} as const;

export interface MosaicOptions {
  /** Side of the drawn picture, pixels. */
  input: number;
  seed: number;
  /** Windows of large photos beside whole ones, so that small fins are seen large. */
  tiles: boolean;
}

/** Chance of a window where tiles are on, and of one that is laid over a box. */
const windowChance = 0.5;
const onBoxChance = 0.75;
/** A box fills at most this share of a window that is laid over it. */
const mostOfWindow = 0.7;
/** A window shows at least this much more than the whole photo would. */
const leastZoom = 1.25;

/** Even numbers of [0, 1), one after another. */
type Draw = () => number;

function drawOf(seed: number, name: string): Draw {
  const stream = streamOf(seed, name);
  let at = 0;
  return () => (uniformAt(stream, at++) + 1) / 2;
}

/** The order of the photos in an epoch: every one once. */
export function orderOfEpoch(photos: number, seed: number, epoch: number): Uint32Array {
  const draw = drawOf(seed, `order.${epoch}`);
  const order = Uint32Array.from({ length: photos }, (_, at) => at);
  for (let at = photos - 1; at > 0; at -= 1) {
    const other = Math.floor(draw() * (at + 1));
    const kept = order[at] ?? 0;
    order[at] = order[other] ?? 0;
    order[other] = kept;
  }
  return order;
}

/**
 * Draws up one picture.
 * @param main index of the photo that must be on it
 * @param mosaic four photos, or `main` alone
 */
export function planPicture(
  photos: readonly TrainingPhoto[],
  main: number,
  mosaic: boolean,
  { step, index }: { step: number; index: number },
  options: MosaicOptions,
): TrainingPicture {
  const { input, seed } = options;
  const draw = drawOf(seed, `picture.${step}.${index}`);
  const around = (reach: number) => reach * (2 * draw() - 1);
  const scale = 1 + around(augmentation.scale);
  const shift = {
    x: around(augmentation.translate) * input,
    y: around(augmentation.translate) * input,
  };
  const flip = draw() < augmentation.flip;
  const hue = around(augmentation.hue) * 2 * Math.PI;
  const saturation = 1 + around(augmentation.saturation);
  const value = 1 + around(augmentation.value);
  const onCanvas = mosaic
    ? fourPieces(photos, main, draw, options)
    : [alone(photos, main, draw, options)];
  // The middle of the canvas, twice as large as the picture, becomes the middle of the picture.
  const pieces = onCanvas.map(({ photo, window, place }) => ({
    photo,
    window,
    place: {
      x: (place.x - input) * scale + input / 2 + shift.x,
      y: (place.y - input) * scale + input / 2 + shift.y,
      w: place.w * scale,
      h: place.h * scale,
    },
  }));
  return { pieces, flip, hue, saturation, value };
}

/** Four pieces that meet at a random point of a canvas of twice the input. */
function fourPieces(
  photos: readonly TrainingPhoto[],
  main: number,
  draw: Draw,
  options: MosaicOptions,
): Piece[] {
  const { input } = options;
  const meet = { x: input * (0.5 + draw()), y: input * (0.5 + draw()) };
  const chosen = [main, ...[0, 1, 2].map(() => Math.floor(draw() * photos.length))];
  // The photo that this picture is for comes to lie in any corner.
  const turn = Math.floor(draw() * 4);
  return chosen.map((photo, at) => {
    const corner = (at + turn) % 4;
    const { window, w, h } = seen(photos[photo], draw, options);
    const x = corner % 2 === 0 ? meet.x - w : meet.x;
    const y = corner < 2 ? meet.y - h : meet.y;
    return { photo, window, place: { x, y, w, h } };
  });
}

function alone(
  photos: readonly TrainingPhoto[],
  photo: number,
  draw: Draw,
  options: MosaicOptions,
): Piece {
  const { window, w, h } = seen(photos[photo], draw, options);
  const { input } = options;
  return { photo, window, place: { x: input - w / 2, y: input - h / 2, w, h } };
}

/** What is seen of a photo, and its size when its longer side, or the window's, fills the input. */
function seen(
  photo: TrainingPhoto | undefined,
  draw: Draw,
  { input, tiles }: MosaicOptions,
): { window: Rectangle; w: number; h: number } {
  if (photo === undefined) throw new RangeError('A mosaic of photos that are not there.');
  const { width, height, boxes } = photo;
  const long = Math.max(width, height);
  const whole = {
    window: { x: 0, y: 0, w: 1, h: 1 },
    w: (width / long) * input,
    h: (height / long) * input,
  };
  const mostZoom = long / input;
  if (!tiles || mostZoom < leastZoom || draw() >= windowChance) return whole;
  const zoom = leastZoom * (mostZoom / leastZoom) ** draw();
  const box = draw() < onBoxChance ? boxes[Math.floor(draw() * boxes.length)] : undefined;
  const least = box === undefined ? 0 : Math.max(box.w * width, box.h * height) / mostOfWindow;
  const side = Math.min(long, Math.max(long / zoom, least));
  const [w, h] = [Math.min(side, width), Math.min(side, height)];
  // Where there is no box to look at, anywhere on the photo.
  const middle = (from: number, length: number, span: number, half: number) =>
    box === undefined
      ? half + draw() * (length - 2 * half)
      : (from + span / 2) * length + (draw() - 0.5) * (2 * half - span * length) * 0.9;
  const x = middle(box?.x ?? 0, width, box?.w ?? 0, w / 2) - w / 2;
  const y = middle(box?.y ?? 0, height, box?.h ?? 0, h / 2) - h / 2;
  return {
    window: {
      x: Math.min(width - w, Math.max(0, x)) / width,
      y: Math.min(height - h, Math.max(0, y)) / height,
      w: w / width,
      h: h / height,
    },
    w: (w / side) * input,
    h: (h / side) * input,
  };
}

/** A box of which less than this share is to be seen, or with a side below so many pixels, is not taught. */
const leastShare = 0.2;
const leastSide = 3;

/** The boxes to be seen on a picture, pixels of it. */
export function boxesOn(
  photos: readonly TrainingPhoto[],
  { pieces, flip }: TrainingPicture,
  input: number,
): LabelledBox[] {
  return pieces.flatMap(({ photo, window, place }) =>
    (photos[photo]?.boxes ?? []).flatMap((box) => {
      const scaleX = place.w / window.w;
      const scaleY = place.h / window.h;
      const x = place.x + (box.x - window.x) * scaleX;
      const y = place.y + (box.y - window.y) * scaleY;
      const left = Math.max(x, place.x, 0);
      const top = Math.max(y, place.y, 0);
      const w = Math.min(x + box.w * scaleX, place.x + place.w, input) - left;
      const h = Math.min(y + box.h * scaleY, place.y + place.h, input) - top;
      if (!(w >= leastSide && h >= leastSide)) return [];
      if (w * h < leastShare * box.w * scaleX * box.h * scaleY) return [];
      return [{ label: box.label, x: flip ? input - left - w : left, y: top, w, h }];
    }),
  );
}
