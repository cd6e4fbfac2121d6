import type { Rectangle } from '#terms/geometry.ts';
import { foldedName, plainName } from '../../names/plain-name.ts';
import { readCode } from '../catalogue-in/cells.ts';
import type { ReportBuilder } from '../report.ts';
import type { BoxFile, BoxRecord } from './box-record.ts';
import { Frames, ROUNDING } from './frames.ts';
import type { KnownPhoto, PhotoFinder } from './photo-finder.ts';
import { resolveImages } from './resolve-images.ts';
import { SeenBoxes } from './seen-boxes.ts';
import { clipToPicture } from './upright.ts';

/** A box ready to be stored: fractions of the upright photo, top left corner. */
interface PlannedBox extends Rectangle {
  photoId: number;
  className: string;
  confidence: number | null;
  /** Code of the animal that it shows. */
  individual: string | null;
  file: string;
  line: number | null;
}

/** A name for a box that is there already. */
interface PlannedName {
  boxId: number;
  individual: string;
  file: string;
  line: number | null;
}

export interface BoxPlan {
  boxes: PlannedBox[];
  names: PlannedName[];
  /** Photos that a person looked at, with or without boxes, and of which everything was taken. */
  checkedPhotoIds: number[];
  /** Photos that the file has looked at and of which something was not taken. */
  doubtedPhotoIds: number[];
  newClasses: string[];
}

/** A box of the catalogue, and who it shows. */
export interface ExistingBox extends Rectangle {
  id: number;
  className: string;
  code: string | null;
}

interface PlanContext {
  photos: PhotoFinder;
  classNames: readonly string[];
  /** Boxes that a photo has already, by photo id. */
  existing: (photoId: number) => readonly ExistingBox[];
}

/** A box of a photo, there already or planned. */
interface BoxHere extends Rectangle {
  className: string;
  code: string | null;
  boxId: number | null;
  planned?: PlannedBox;
}

/**
 * Turns another tool's boxes into boxes of this catalogue without storing anything: a dry run and the
 * import itself are the same plan. Boxes over the edge are clipped, boxes without area or outside the
 * photo are refused, boxes that are there already are skipped; each is reported with its file and line.
 * A photo is checked only when everything that the file has of it went in.
 */
export function planBoxes(source: BoxFile, context: PlanContext, report: ReportBuilder): BoxPlan {
  const photoOf = resolveImages(source, context.photos);
  const boxes: PlannedBox[] = [];
  const names: PlannedName[] = [];
  const doubted = new Set<number>();
  const classes = new Classes(context.classNames);
  const seen = new Map<number, SeenBoxes<BoxHere>>();
  const seenOn = (photoId: number) => {
    const here =
      seen.get(photoId) ??
      new SeenBoxes<BoxHere>(
        context.existing(photoId).map(({ id, ...box }) => ({ ...box, boxId: id })),
      );
    seen.set(photoId, here);
    return here;
  };
  const frames = new Frames();
  for (const record of source.boxes) {
    const photo = photoOf(record.image);
    if (!('problem' in photo)) frames.add(record, photo);
  }
  frames.settle();

  const looked = new Set<number>();
  const withBoxes = new Set(source.boxes.map((box) => box.image));
  for (const { image, file } of source.checked) {
    const photo = photoOf(image);
    if (!('problem' in photo)) {
      looked.add(photo.id);
      if (source.doubtsAll || source.doubted.has(image)) doubted.add(photo.id);
    }
    // A missing photo that has boxes is refused with each of them below.
    else if (!withBoxes.has(image)) report.refuse(file, null, photo.problem);
  }

  for (const record of source.boxes) {
    const photo = photoOf(record.image);
    if ('problem' in photo) {
      report.refuse(record.file, record.line, photo.problem);
      continue;
    }
    const refuse = (reason: string) => {
      report.refuse(record.file, record.line, reason);
      doubted.add(photo.id);
    };
    const drawn = drawnOn(record, photo, frames);
    if ('problem' in drawn) {
      refuse(drawn.problem);
      continue;
    }
    const { box, mends } = drawn;
    const className = classes.nameFor(record.className);
    const who = whoIs(record);
    if ('problem' in who) {
      refuse(who.problem);
      continue;
    }
    const { individual } = who;
    const here = seenOn(photo.id);
    const same = here.find({ ...box, className });
    const shown = same?.code ?? null;
    if (individual !== null && shown !== null && foldedName(shown) !== foldedName(individual)) {
      refuse(`The box shows ${shown} already; ${individual} would be a second animal in it.`);
      continue;
    }
    const { file, line } = record;
    if (same !== undefined) {
      if (individual === null || shown !== null) report.skip();
      else {
        if (same.boxId !== null) names.push({ boxId: same.boxId, individual, file, line });
        if (same.planned !== undefined) same.planned.individual = individual;
        same.code = individual;
        report.take();
      }
      continue;
    }
    if (individual !== null && record.confidence !== null) {
      report.leave(
        file,
        line,
        `The box has a confidence and waits for a person's look; the name ${individual} was not taken.`,
      );
    }
    classes.use(className);
    if (mends.length > 0) report.mend(file, line, mends.join(' '));
    else report.take();
    const planned: PlannedBox = {
      ...box,
      photoId: photo.id,
      className,
      confidence: record.confidence,
      individual: record.confidence === null ? individual : null,
      file,
      line,
    };
    boxes.push(planned);
    here.add({ ...box, className, code: planned.individual, boxId: null, planned });
  }
  return {
    boxes,
    names,
    checkedPhotoIds: [...looked].filter((id) => !doubted.has(id)),
    doubtedPhotoIds: [...looked].filter((id) => doubted.has(id)),
    newClasses: classes.added,
  };
}

/** Names of classes, which are one in whatever case a tool writes them. */
class Classes {
  readonly added: string[] = [];
  readonly #known = new Map<string, string>();

  constructor(names: readonly string[]) {
    for (const name of names) this.#known.set(foldedName(name), name);
  }

  nameFor(written: string): string {
    const name = plainName(written.trim());
    return this.#known.get(foldedName(name)) ?? name;
  }

  use(name: string): void {
    if (this.#known.has(foldedName(name))) return;
    this.#known.set(foldedName(name), name);
    this.added.push(name);
  }
}

/** Least side of a box, in pixels of the photo. */
const LEAST_SIDE = 1;

/** The record's box on its upright photo, and what was mended; or what is wrong with it. */
function drawnOn(
  record: BoxRecord,
  photo: KnownPhoto,
  frames: Frames,
): { box: Rectangle; mends: string[] } | { problem: string } {
  const placed = frames.place(record, photo);
  if ('problem' in placed) return placed;
  const { box } = placed;
  if (!(box.w > 0) || !(box.h > 0))
    return { problem: `The box has no area (${record.w} × ${record.h}).` };
  const size = `a box of ${short(box.w * photo.width)} × ${short(box.h * photo.height)} pixels`;
  if (record.unit === 'pixel' && record.x + record.w <= 1 && record.y + record.h <= 1)
    return {
      problem: `It would be ${size}: these look like fractions of the picture, not pixels.`,
    };
  const clipped = clipToPicture(box);
  if (clipped === null) return { problem: 'The box lies outside the photo.' };
  if (clipped.w * photo.width < LEAST_SIDE || clipped.h * photo.height < LEAST_SIDE)
    return { problem: `It would be ${size}, smaller than any animal.` };
  const mends = record.mended === null ? [] : [record.mended];
  if (placed.isAgainstSize)
    mends.push(
      'The file gives the size of the picture as stored and its boxes on the picture turned upright, or the other way round; the frame that holds the boxes was taken.',
    );
  else if (placed.frame === 'stored' && photo.orientation >= 5 && record.imageWidth !== null)
    mends.push(
      'The file gives the size of the picture as stored; the box was turned upright with it.',
    );
  if (Math.max(box.w - clipped.w, box.h - clipped.h) > ROUNDING)
    mends.push('The box reached over the edge and was clipped.');
  return { box: clipped, mends };
}

const short = (value: number) => String(Math.round(value * 100) / 100);

/** Whom the record names; words for nobody name nobody. */
function whoIs({ individual }: BoxRecord): { individual: string | null } | { problem: string } {
  if (individual === null) return { individual: null };
  const read = readCode(individual);
  return 'problem' in read ? read : { individual: read.value };
}
