import type { BoxKind } from '#terms/boxes/kinds.ts';
import { oneBox, overlapOf, type Rectangle } from '#terms/geometry.ts';
import { listed } from '#terms/listed.ts';
import { foldedName } from '../../names/plain-name.ts';
import type { KnownPhoto, PhotoFinder } from '../boxes/photo-finder.ts';

/** A box and who it shows, as the catalogue stands; `boxId` is null for one that is planned. */
export interface KnownBox extends Rectangle {
  boxId: number | null;
  code: string | null;
  kind: BoxKind;
}

/** Photos of the catalogue and the boxes on them. */
export interface KnownPhotos {
  photos: PhotoFinder;
  /** Boxes of a photo and who they show, as the catalogue stands. */
  boxesOn: (photoId: number) => readonly KnownBox[];
  /** Whether what else the row says speaks for a photo. */
  agrees?: (photo: KnownPhoto) => boolean;
}

/** The box of a photo that shows the row's animal; `box` is null where the photo is named as a whole. */
interface Place {
  photo: KnownPhoto;
  boxId: number | null;
  box: Rectangle | null;
}

const separatorOfPhotos = / \| /;
const isName = ({ kind }: KnownBox) => kind === 'name' || kind === 'whole';
const same = (one: string | null, other: string) =>
  one !== null && foldedName(one) === foldedName(other);

/**
 * The box of each named photo that shows the animal; none are left if all are known already. A table that does not
 * give the boxes names the photo as a whole, unless that is a cut-out: where on it the animal is, is found later.
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
    const photo = known.photos.find(name, known.agrees);
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
  const is = (other: KnownBox) => !isName(other) && overlapOf(other, box) > oneBox;
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
  const places = boxes.filter((other) => !isName(other));
  const cutOut = places.find(({ kind }) => kind === 'cut-out');
  if (cutOut !== undefined) {
    const shows = cutOut.code ?? before[0]?.code ?? null;
    if (shows === null) return { boxId: cutOut.boxId, box: cutOut };
    return {
      problem: `${name} is a cut-out and shows ${shows} already; ${code} would be a second animal in it.`,
    };
  }
  const shown = places.flatMap((place) => place.code ?? []);
  if (places.length > 0 && shown.length === places.length) {
    return {
      problem: `${name} shows ${listed(shown, ' and ')} already, and no other animal has a box there; ${code} would be one more. Draw its box first, or give it in the table.`,
    };
  }
  return { boxId: null, box: null };
}
