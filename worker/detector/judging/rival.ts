import { readMoment } from '#catalog/moment.ts';
import { rivalModel } from '#catalog/queries/models.ts';
import { judge } from '#models/detection/average-precision.ts';
import type { Device } from '#terms/training/devices.ts';
import type { DetectorRival } from '#terms/jobs/train-detector.ts';
import type { JobContext } from '../../job-context.ts';
import { shareAhead } from './bootstrap.ts';
import { judgePhotos, type JudgedLearnedPhoto } from './judge-photos.ts';
import type { LearnedSet } from '../set/learned-set.ts';
import type { PictureFolders } from '../set/photo-pixels.ts';
import { openVersion } from '../looking/open-version.ts';

/**
 * The version in use, or the starter while none was chosen, judged on the photos that were kept aside for a new
 * one; null where there is none, or it cannot be judged.
 */
export async function judgeRival(
  { classes, validation }: LearnedSet,
  {
    folders,
    modelId,
    device,
    ours,
  }: {
    folders: PictureFolders;
    modelId: number;
    device: Device;
    /** What the new one found on the photos. */
    ours: readonly JudgedLearnedPhoto[];
  },
  context: JobContext<'train-detector'>,
): Promise<DetectorRival | null> {
  const { catalogueFolder, databasePath } = context.place;
  const chosen = readMoment(databasePath, (catalogue) =>
    rivalModel(catalogue, 'detector', modelId),
  );
  if (chosen === undefined) return null;
  try {
    await using version = await openVersion(chosen, catalogueFolder, device);
    const names = new Map(classes.map(({ id, name }) => [id, name]));
    const { photos } = await judgePhotos(
      version.detector,
      validation,
      names,
      { folders, looks: version.looks },
      {
        signal: context.signal,
        progress: (done) => context.progress('judgingRival', done, validation.length),
      },
    );
    const { map50 } = judge(photos, version.detector.classes.length);
    // Classes that it never learned count as not found.
    const known = version.detector.classes.filter((name) => [...names.values()].includes(name));
    const share = known.length / Math.max(1, names.size);
    const both = pairedPhotos(photos, ours);
    return {
      modelId: chosen.id,
      map50: Number.isNaN(map50) ? 0 : map50 * share,
      ahead: shareAhead(
        {
          photos: both.map(([theirs]) => theirs),
          labels: [...version.detector.classes.keys()],
          known: share,
        },
        { photos: both.map(([, own]) => own), labels: [...classes.keys()], known: 1 },
        0,
      ),
    };
  } catch (error) {
    if (context.signal.aborted) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    context.log('warning', `${chosen.name}, which is in use, could not be judged: ${reason}`);
    return null;
  }
}

/** Photos that both could read. */
function pairedPhotos(
  theirs: readonly JudgedLearnedPhoto[],
  ours: readonly JudgedLearnedPhoto[],
): [JudgedLearnedPhoto, JudgedLearnedPhoto][] {
  const own = new Map(ours.map((judged) => [judged.photo.photoId, judged]));
  return theirs.flatMap((judged) => {
    const same = own.get(judged.photo.photoId);
    return same === undefined ? [] : [[judged, same] as [JudgedLearnedPhoto, JudgedLearnedPhoto]];
  });
}
