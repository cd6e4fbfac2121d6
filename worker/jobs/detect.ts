import { layoutOf } from '#catalog/layout.ts';
import { readMoment } from '#catalog/moment.ts';
import { getModel } from '#catalog/queries/models.ts';
import { photosToDetect } from '#catalog/queries/photos-to-detect.ts';
import type { DetectedPhoto } from '#terms/boxes/detections.ts';
import type { JobResult, JobSpec } from '#terms/jobs/index.ts';
import { openVersion } from '../detector/looking/open-version.ts';
import { throwIfCancelled, type JobContext } from '../job-context.ts';

/** Photos stored at once, or as many as a second brings. */
const BATCH = 16;
const BATCH_MS = 1000;

/**
 * Looks for animals on the photos of the catalogue. What is found is stored photo by photo in the order of
 * their ids; stopped, it goes on after the last one that was stored.
 */
export async function detect(
  spec: JobSpec<'detect'>,
  context: JobContext<'detect'>,
): Promise<JobResult<'detect'>> {
  const { catalogueFolder, databasePath } = context.place;
  const { thumbs, cache } = layoutOf(catalogueFolder);
  const done = context.resume ?? { after: 0, photos: 0 };
  const { model, photos } = readMoment(databasePath, (catalogue) => ({
    model: getModel(catalogue, spec.modelId),
    photos: photosToDetect(catalogue, spec.photos, done.after),
  }));
  const total = done.photos + photos.length;
  context.progress('opening', done.photos, total);
  await using version = await openVersion(model, catalogueFolder, spec.device);
  const { detector } = version;
  const looks = spec.tiles ? version.looks : { ...version.looks, tileEdge: null };
  const use = { confidence: spec.confidence, overlap: spec.overlap, everyClass: false };
  const result: JobResult<'detect'> = {
    photos: done.photos,
    found: 0,
    passes: 0,
    photosPerSecond: 0,
    unreadable: [],
  };
  let batch: DetectedPhoto[] = [];
  let sentAt = performance.now();
  const send = async (after: number) => {
    const full = batch;
    batch = [];
    sentAt = performance.now();
    if (full.length > 0) await context.batch(full);
    // Messages arrive in order: when this is kept, the batch before it is stored.
    context.saveResume({ after, photos: result.photos });
  };
  const begin = performance.now();
  const folders = { thumbs, cache };
  for await (const { photo, outcome } of detector.detectAhead(photos, folders, looks, use)) {
    throwIfCancelled(context.signal);
    if ('found' in outcome) {
      const { found } = outcome;
      result.found += found.length;
      batch.push({
        photoId: photo.photoId,
        boxes: found.map(({ label, x, y, w, h, confidence }) => ({
          className: detector.classes[label] ?? '',
          x,
          y,
          w,
          h,
          confidence,
        })),
      });
    } else {
      result.unreadable.push({ path: photo.path, reason: outcome.reason });
      context.log('warning', `${photo.path}: ${outcome.reason}.`);
    }
    result.photos += 1;
    context.progress('detecting', result.photos, total);
    if (batch.length >= BATCH || performance.now() - sentAt > BATCH_MS) await send(photo.photoId);
  }
  const seconds = (performance.now() - begin) / 1000;
  await send(photos.at(-1)?.photoId ?? done.after);
  await context.stored();
  result.passes = detector.passes;
  result.photosPerSecond = seconds > 0 ? photos.length / seconds : 0;
  return result;
}
