import { chooseAnchors, type AnchorChoice } from '#models/detection/anchors.ts';
import type { Anchor, Anchors } from '#models/nets/yolov5/presets.ts';
import { boxesOn, planPicture, type MosaicOptions, type TrainingPhoto } from './mosaic.ts';

/** Pictures that are planned, not drawn, to see which boxes will be learned. */
const PICTURES = 800;

/** The anchors at hand, or ones fitted to the boxes as they will stand on the training pictures. */
export function anchorsFor(
  photos: readonly TrainingPhoto[],
  options: MosaicOptions,
  current: Anchors,
): AnchorChoice {
  const boxes: Anchor[] = [];
  for (let index = 0; index < PICTURES; index += 1) {
    const picture = planPicture(photos, index % photos.length, true, { step: -1, index }, options);
    for (const { w, h } of boxesOn(photos, picture, options.input)) boxes.push([w, h]);
  }
  return chooseAnchors(boxes, current, options.seed);
}
