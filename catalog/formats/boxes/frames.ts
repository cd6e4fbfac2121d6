import type { Rectangle } from '#terms/geometry.ts';
import type { BoxRecord } from './box-record.ts';
import type { KnownPhoto } from './photo-finder.ts';
import { toUpright } from './upright.ts';

/** Overhang, as a fraction of the picture, that is rounding and not worth a note. */
export const ROUNDING = 0.002;
/** A picture of another shape than the photo is another picture. */
const ASPECT_TOLERANCE = 0.02;

/** Which picture a tool drew on: the photo upright, or as it is stored, before the turn that its tag asks for. */
type Frame = 'upright' | 'stored';

type Placed = { box: Rectangle; frame: Frame; isAgainstSize: boolean } | { problem: string };

const isTurned = (photo: KnownPhoto) => photo.orientation >= 5;
const other = (frame: Frame): Frame => (frame === 'upright' ? 'stored' : 'upright');

const sizeOf = (photo: KnownPhoto, frame: Frame) =>
  frame === 'stored' && isTurned(photo)
    ? { width: photo.height, height: photo.width }
    : { width: photo.width, height: photo.height };

/** The frame that the size says, which the file states of the picture; null for a picture of another shape. */
function statedFrame({ imageWidth, imageHeight }: BoxRecord, photo: KnownPhoto): Frame | null {
  if (imageWidth === null || imageHeight === null) return 'upright';
  const has = (frame: Frame) => {
    const { width, height } = sizeOf(photo, frame);
    return Math.abs(imageWidth / imageHeight / (width / height) - 1) < ASPECT_TOLERANCE;
  };
  if (has('upright')) return 'upright';
  return isTurned(photo) && has('stored') ? 'stored' : null;
}

/** A record in fractions of a frame: pixels count in that frame, at the scale that the stated size has to the photo. */
function inFrame(record: BoxRecord, photo: KnownPhoto, frame: Frame): Rectangle {
  if (record.unit === 'fraction') return { x: record.x, y: record.y, w: record.w, h: record.h };
  const size = sizeOf(photo, frame);
  const { imageWidth, imageHeight } = record;
  const scale =
    imageWidth === null || imageHeight === null
      ? 1
      : Math.max(imageWidth, imageHeight) / Math.max(size.width, size.height);
  const exact = frame === statedFrame(record, photo);
  const width = exact && imageWidth !== null ? imageWidth : size.width * scale;
  const height = exact && imageHeight !== null ? imageHeight : size.height * scale;
  return {
    x: record.x / width,
    y: record.y / height,
    w: record.w / width,
    h: record.h / height,
  };
}

const liesIn = ({ x, y, w, h }: Rectangle) =>
  x >= -ROUNDING && y >= -ROUNDING && x + w <= 1 + ROUNDING && y + h <= 1 + ROUNDING;

/**
 * Places the boxes of a file on their photos. A size that a file states for a photo that its camera turned can be that
 * of the stored picture while the boxes are of the upright one (Label Studio), or the other way round: where a box
 * leaves the stated frame and all boxes of the picture lie in the other, the other is meant, and then it is for every
 * such picture of the file that does not speak against it.
 */
export class Frames {
  readonly #byPhoto = new Map<number, { photo: KnownPhoto; records: BoxRecord[] }>();
  /** Stated frames that turned out to be the other, by evidence of a picture. */
  readonly #swapped = new Set<Frame>();
  readonly #swappedPhotos = new Set<number>();

  add(record: BoxRecord, photo: KnownPhoto): void {
    if (!isTurned(photo) || record.unit === 'fraction') return;
    const known = this.#byPhoto.get(photo.id);
    if (known === undefined) this.#byPhoto.set(photo.id, { photo, records: [record] });
    else known.records.push(record);
  }

  /** When all are added. */
  settle(): void {
    for (const { photo, records } of this.#byPhoto.values()) {
      const stated = statedFrame(records[0], photo);
      if (stated === null) continue;
      const fits = (frame: Frame) =>
        records.every((record) => liesIn(inFrame(record, photo, frame)));
      if (fits(stated) || !fits(other(stated))) continue;
      this.#swappedPhotos.add(photo.id);
      if (records[0].imageWidth !== null) this.#swapped.add(stated);
    }
  }

  /** The record's box in fractions of the upright photo, or what is wrong with it. */
  place(record: BoxRecord, photo: KnownPhoto): Placed {
    const stated = statedFrame(record, photo);
    if (stated === null) {
      const size = `${record.imageWidth}×${record.imageHeight}`;
      return {
        problem: `The boxes are of a picture of ${size} pixels; the photo has ${photo.width}×${photo.height}, another shape.`,
      };
    }
    const isAgainstSize =
      this.#swappedPhotos.has(photo.id) ||
      (this.#byPhoto.has(photo.id) &&
        this.#swapped.has(stated) &&
        record.imageWidth !== null &&
        liesIn(inFrame(record, photo, other(stated))));
    const frame = isAgainstSize ? other(stated) : stated;
    const box = inFrame(record, photo, frame);
    return {
      box: frame === 'upright' ? box : toUpright(box, photo.orientation),
      frame,
      isAgainstSize,
    };
  }
}
