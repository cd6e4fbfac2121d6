import { judge } from '#models/detection/average-precision.ts';
import type { DetectorRival } from '#terms/jobs/train-detector.ts';
import type { StoredModel } from '#terms/models/versions.ts';
import type { Device } from '#terms/training/devices.ts';
import type { JobContext } from '../../job-context.ts';
import { openVersion } from '../looking/open-version.ts';
import type { LearnedSet } from '../set/learned-set.ts';
import type { PictureFolders } from '../set/photo-pixels.ts';
import { shareAhead } from './bootstrap.ts';
import { judgePhotos, type JudgedLearnedPhoto } from './judge-photos.ts';

/** Judges a version on the photos that were kept aside for a new one. */
export async function compareDetectors(
  rival: StoredModel,
  { classes, validation }: LearnedSet,
  {
    folders,
    device,
    ours,
  }: {
    folders: PictureFolders;
    device: Device;
    /** What the new one found on the photos. */
    ours: readonly JudgedLearnedPhoto[];
  },
  context: JobContext<'train-detector'>,
): Promise<DetectorRival> {
  await using version = await openVersion(rival, context.place.catalogueFolder, device);
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
    modelId: rival.id,
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
