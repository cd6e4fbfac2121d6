import type { Rectangle } from '#terms/geometry.ts';
import type { ReportBuilder } from '../report.ts';
import type { BoxFile, BoxRecord } from './box-record.ts';
import type { KnownPhoto, PhotoFinder } from './photo-finder.ts';
import { SeenBoxes } from './seen-boxes.ts';
import { clipToPicture, toUpright } from './upright.ts';

/** A box ready to be stored: fractions of the upright photo, top left corner. */
interface PlannedBox extends Rectangle {
  photoId: number;
  className: string;
  confidence: number | null;
  individual: string | null;
}

export interface BoxPlan {
  boxes: PlannedBox[];
  /** Photos that a person looked at, with or without boxes. */
  checkedPhotoIds: number[];
  newClasses: string[];
}

interface PlanContext {
  photos: PhotoFinder;
  classNames: readonly string[];
  /** Boxes that a photo has already, by photo id. */
  existing: (photoId: number) => readonly (Rectangle & { className: string })[];
}

/** Overhang, as a fraction of the picture, that is rounding and not worth a note. */
const ROUNDING = 0.002;
/** A picture of another shape than the photo is another picture. */
const ASPECT_TOLERANCE = 0.02;

/** The record's box in fractions of the upright photo, or what is wrong with it. */
function place(record: BoxRecord, photo: KnownPhoto): Rectangle | { problem: string } {
  const turned = photo.orientation >= 5;
  const stored = turned
    ? { width: photo.height, height: photo.width }
    : { width: photo.width, height: photo.height };
  const { imageWidth, imageHeight } = record;
  const stated = imageWidth !== null && imageHeight !== null;
  const fits = (width: number, height: number) =>
    stated && Math.abs(imageWidth / imageHeight / (width / height) - 1) < ASPECT_TOLERANCE;
  const isUpright = !stated || fits(photo.width, photo.height);
  if (!isUpright && !(turned && fits(stored.width, stored.height))) {
    return {
      problem: `The boxes are of a picture of ${imageWidth}×${imageHeight} pixels; the photo has ${photo.width}×${photo.height}, another shape.`,
    };
  }
  const frame = isUpright ? photo : stored;
  const width = record.unit === 'fraction' ? 1 : (imageWidth ?? frame.width);
  const height = record.unit === 'fraction' ? 1 : (imageHeight ?? frame.height);
  const box = {
    x: record.x / width,
    y: record.y / height,
    w: record.w / width,
    h: record.h / height,
  };
  return isUpright ? box : toUpright(box, photo.orientation);
}

/**
 * Turns another tool's boxes into boxes of this catalogue without storing anything: a dry run and the
 * import itself are the same plan. Boxes over the edge are clipped, boxes without area or outside the
 * photo are refused, boxes that are there already are skipped; each is reported with its file and line.
 */
export function planBoxes(source: BoxFile, context: PlanContext, report: ReportBuilder): BoxPlan {
  const boxes: PlannedBox[] = [];
  const checked = new Set<number>();
  const newClasses = new Map<string, string>();
  const known = new Map(context.classNames.map((name) => [name.toLowerCase(), name]));
  const seen = new Map<number, SeenBoxes>();
  const seenOn = (photoId: number) => {
    const boxes = seen.get(photoId) ?? new SeenBoxes(context.existing(photoId));
    seen.set(photoId, boxes);
    return boxes;
  };

  const withBoxes = new Set(source.boxes.map((box) => box.image));
  for (const { image, file } of source.checked) {
    const photo = context.photos.find(image);
    if (!('problem' in photo)) checked.add(photo.id);
    // A missing photo that has boxes is refused with each of them below.
    else if (!withBoxes.has(image)) report.refuse(file, null, photo.problem);
  }

  for (const record of source.boxes) {
    const refuse = (reason: string) => report.refuse(record.file, record.line, reason);
    const photo = context.photos.find(record.image);
    if ('problem' in photo) {
      refuse(photo.problem);
      continue;
    }
    const placed = place(record, photo);
    if ('problem' in placed) {
      refuse(placed.problem);
      continue;
    }
    if (!(placed.w > 0) || !(placed.h > 0)) {
      refuse(`The box has no area (${record.w} × ${record.h}).`);
      continue;
    }
    const clipped = clipToPicture(placed);
    if (clipped === null) {
      refuse('The box lies outside the photo.');
      continue;
    }
    const name = record.className.trim();
    const className = known.get(name.toLowerCase()) ?? name;
    const here = seenOn(photo.id);
    if (here.has({ ...clipped, className })) {
      report.skip();
      continue;
    }
    if (!known.has(name.toLowerCase())) {
      known.set(name.toLowerCase(), name);
      newClasses.set(name.toLowerCase(), name);
    }
    const overhang = Math.max(placed.w - clipped.w, placed.h - clipped.h);
    if (record.mended !== null) report.mend(record.file, record.line, record.mended);
    else if (overhang > ROUNDING) {
      report.mend(record.file, record.line, 'The box reached over the edge and was clipped.');
    } else report.take();
    const box = {
      ...clipped,
      photoId: photo.id,
      className,
      confidence: record.confidence,
      individual: record.individual,
    };
    boxes.push(box);
    here.add(box);
  }
  return { boxes, checkedPhotoIds: [...checked], newClasses: [...newClasses.values()] };
}
