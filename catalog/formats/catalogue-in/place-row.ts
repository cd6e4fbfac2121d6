import { oneBox, overlapOf, type Rectangle } from '#terms/geometry.ts';
import type { KnownPhoto, PhotoFinder } from '../boxes/photo-finder.ts';

/** A box and who it shows, as the catalogue stands; `boxId` is null for one that is planned. */
export interface KnownBox extends Rectangle {
  boxId: number | null;
  code: string | null;
}

/** Photos of the catalogue and the boxes on them. */
export interface KnownPhotos {
  photos: PhotoFinder;
  /** Boxes of a photo and who they show, as the catalogue stands. */
  boxesOn: (photoId: number) => readonly KnownBox[];
}

/** The box of a photo that shows the row's animal. */
interface Place {
  photo: KnownPhoto;
  boxId: number | null;
  box: Rectangle;
}

const separatorOfPhotos = / \| /;
const wholePhoto: Rectangle = { x: 0, y: 0, w: 1, h: 1 };
const same = (one: string | null, other: string) => one?.toLowerCase() === other.toLowerCase();

/**
 * The box of each named photo that shows the animal; none are left if all are known already. A table
 * that gives the boxes may put several animals on a photo; one that does not may only where each photo
 * shows one animal or has one box.
 */
export function placeRow(
  photoCell: string,
  code: string,
  box: Rectangle | null,
  known: KnownPhotos,
  planned: ReadonlyMap<number, readonly (KnownBox & { code: string })[]>,
): { places: Place[] } | { problem: string } {
  const places: Place[] = [];
  for (const name of photoCell.split(separatorOfPhotos)) {
    const photo = known.photos.find(name);
    if ('problem' in photo) return photo;
    const boxes = known.boxesOn(photo.id);
    const before = planned.get(photo.id) ?? [];
    const placed =
      box === null
        ? placeByPhoto(name, code, boxes, before)
        : placeByBox(name, code, box, boxes, before);
    if (placed === null) continue;
    if ('problem' in placed) return placed;
    places.push({ photo, ...placed });
  }
  return { places };
}

type Placed = Omit<Place, 'photo'> | { problem: string } | null;

function placeByBox(
  name: string,
  code: string,
  box: Rectangle,
  boxes: readonly KnownBox[],
  before: readonly KnownBox[],
): Placed {
  const is = (other: KnownBox) => overlapOf(other, box) > oneBox;
  const known = before.find(is) ?? boxes.find(is);
  if (known === undefined) return { boxId: null, box };
  const shows = before.find(is)?.code ?? known.code;
  if (shows === null) return { boxId: known.boxId, box: known };
  if (same(shows, code)) return null;
  return {
    problem: `The box on ${name} shows ${shows} already; ${code} would be a second animal in it.`,
  };
}

function placeByPhoto(
  name: string,
  code: string,
  boxes: readonly KnownBox[],
  before: readonly KnownBox[],
): Placed {
  if (before.some((other) => same(other.code, code))) return null;
  if (boxes.some((other) => same(other.code, code))) return null;
  const open = boxes.filter((other) => other.code === null);
  if (boxes.length === 0 && before.length > 0) {
    return {
      problem: `${name} is given to two animals, and it has no boxes to tell them apart. Draw the boxes first.`,
    };
  }
  if (boxes.length > 1) {
    return {
      problem: `${name} has ${boxes.length} boxes; the table does not say which of them is ${code}. Decide it in Identify.`,
    };
  }
  const [only] = boxes;
  if (boxes.length === 1 && (open.length === 0 || before.length > 0)) {
    return {
      problem: `${name} shows ${only.code ?? 'another animal of this table'} already; ${code} would be a second animal in one box.`,
    };
  }
  return open.length === 0
    ? { boxId: null, box: wholePhoto }
    : { boxId: open[0].boxId, box: open[0] };
}
