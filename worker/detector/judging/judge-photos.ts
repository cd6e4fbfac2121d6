/** Lets a detector loose on photos whose boxes are known. */
import type { JudgedBoxes } from '#models/detection/match.ts';
import { forJudging } from '#models/detection/suppress.ts';
import type { LearnedPhoto } from '#catalog/training/detector-set.ts';
import { throwIfCancelled } from '../../job-context.ts';
import type { PhotoDetector } from '../looking/detect-ahead.ts';
import { knownDetections } from '../set/hide-open.ts';
import type { LookOptions } from '../looking/looks.ts';
import type { PictureFolders } from '../set/photo-pixels.ts';

/** Fractions of the photo; labels are numbers of the detector's classes. */
export interface JudgedLearnedPhoto extends JudgedBoxes {
  photo: LearnedPhoto;
}

interface Judged {
  photos: JudgedLearnedPhoto[];
  unreadable: { path: string; reason: string }[];
}

/**
 * @param names of the boxes' classes by id; boxes of classes that the detector does not know are passed over
 */
export async function judgePhotos(
  detector: PhotoDetector,
  photos: readonly LearnedPhoto[],
  names: ReadonlyMap<number, string>,
  { folders, looks }: { folders: PictureFolders; looks: LookOptions },
  listener: { signal: AbortSignal; progress: (done: number) => void },
): Promise<Judged> {
  const judged: Judged = { photos: [], unreadable: [] };
  const use = { ...forJudging, everyClass: true };
  let done = 0;
  for await (const { photo, outcome } of detector.detectAhead(photos, folders, looks, use)) {
    throwIfCancelled(listener.signal);
    if ('found' in outcome) {
      const truths = truthsOf(photo, detector.classes, names);
      const detections = knownDetections(outcome.found, truths, photo.open ?? []);
      judged.photos.push({ photo, truths, detections });
    } else judged.unreadable.push({ path: photo.path, reason: outcome.reason });
    done += 1;
    listener.progress(done);
  }
  return judged;
}

const truthsOf = (
  { boxes }: LearnedPhoto,
  classes: readonly string[],
  names: ReadonlyMap<number, string>,
) =>
  boxes.flatMap(({ classId, x, y, w, h }) => {
    const label = classes.indexOf(names.get(classId) ?? '');
    return label === -1 ? [] : [{ label, x, y, w, h }];
  });
