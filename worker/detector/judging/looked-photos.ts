/** What a detector found on each of the photos that it was judged on, for a person to look at. */
import type { JudgedPhoto } from '#terms/boxes/detections.ts';
import { matchByOverlap } from '#models/detection/match.ts';
import type { JudgedLearnedPhoto } from './judge-photos.ts';

/** Nobody steps through more than this; the figures are of all. */
const MOST_PHOTOS = 400;
/** Less sure than this nothing is ever proposed. */
const LEAST_CONFIDENCE = 0.05;
/** Overlap (IoU) from which a detection has found a box. */
const FOUND = 0.5;

/**
 * The photos in their order; of very many an even choice, which is the same for every version that is judged
 * on them.
 */
export function lookedPhotos(
  photos: readonly JudgedLearnedPhoto[],
  classes: readonly string[],
): JudgedPhoto[] {
  const every = Math.max(1, Math.ceil(photos.length / MOST_PHOTOS));
  return photos.filter((_, at) => at % every === 0).map((photo) => lookedPhoto(photo, classes));
}

function lookedPhoto(
  { photo, truths, detections }: JudgedLearnedPhoto,
  classes: readonly string[],
): JudgedPhoto {
  const drawn = truths.flatMap(({ label, x, y, w, h }) => {
    const box = photo.boxes.find((each) => each.x === x && each.y === y);
    return box === undefined ? [] : [{ label, boxId: box.boxId, x, y, w, h }];
  });
  const found = classes.flatMap((className, label) => {
    const ours = drawn.filter((box) => box.label === label);
    const claimed = detections.filter((each) => each.label === label);
    const matching = matchByOverlap(ours, claimed, FOUND);
    return matching.detections.map(({ x, y, w, h, confidence }, at) => {
      const boxId = ours[matching.found[at] ?? -1]?.boxId ?? null;
      return { className, confidence, boxId, x, y, w, h };
    });
  });
  return {
    photoId: photo.photoId,
    photoName: photo.name,
    boxes: drawn.map(({ label, ...box }) => ({ ...box, className: classes[label] ?? '' })),
    found: found
      .filter(({ confidence }) => confidence >= LEAST_CONFIDENCE)
      .sort((a, b) => b.confidence - a.confidence),
  };
}
