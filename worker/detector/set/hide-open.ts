/**
 * Places that a detector proposed and nobody judged are hidden while another one learns: left to be seen they
 * would be taught as water, and they are where the animals are that a person has not come to yet.
 */
import type { ScoredBox } from '#models/detection/boxes.ts';
import { letterboxGrey } from '#models/detection/letterbox.ts';
import type { LabelledBox } from '#models/nets/detectors/labelled-box.ts';
import { overlapOf, sameThing, type Rectangle } from '#terms/geometry.ts';
import type { Picture } from './picture-stack.ts';

/** Pixels of a picture that a place covers. */
interface Pixels {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

const areaOf = ({ w, h }: Rectangle) => w * h;

const pixelsOf = ({ x, y, w, h }: Rectangle, { width, height }: Picture): Pixels => ({
  left: Math.round(x * width),
  top: Math.round(y * height),
  right: Math.round((x + w) * width),
  bottom: Math.round((y + h) * height),
});

/**
 * The picture with its open places in the grey of the letterbox. Drawn boxes that are smaller than such a place
 * stay to be seen in it: a judged fin on a body that is not.
 *
 * @param open fractions of the photo, as are `boxes`
 */
export function hideOpen(
  picture: Picture,
  open: readonly Rectangle[],
  boxes: readonly Rectangle[],
): Picture {
  if (open.length === 0) return picture;
  const hidden = { ...picture, pixels: Uint8Array.from(picture.pixels) };
  for (const place of open.toSorted((a, b) => areaOf(b) - areaOf(a))) {
    eachRow(pixelsOf(place, picture), picture.width, (from, to) =>
      hidden.pixels.fill(letterboxGrey, from, to),
    );
    for (const box of boxes)
      if (areaOf(box) < areaOf(place))
        eachRow(pixelsOf(box, picture), picture.width, (from, to) =>
          hidden.pixels.set(picture.pixels.subarray(from, to), from),
        );
  }
  return hidden;
}

/** Detections that count when a detector is judged: where nobody knows what is there, it is neither right nor wrong. */
export const knownDetections = <D extends ScoredBox>(
  detections: readonly D[],
  truths: readonly LabelledBox[],
  open: readonly Rectangle[],
): D[] =>
  detections.filter(
    (detection) =>
      !open.some((place) => overlapOf(place, detection) > sameThing) ||
      truths.some(
        (truth) => truth.label === detection.label && overlapOf(truth, detection) >= sameThing,
      ),
  );

/** Of each row its first value and the one behind its last. */
function eachRow(
  { left, top, right, bottom }: Pixels,
  width: number,
  visit: (from: number, to: number) => void,
): void {
  for (let y = top; y < bottom; y += 1) visit((y * width + left) * 3, (y * width + right) * 3);
}
