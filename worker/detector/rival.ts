import type { Database } from 'better-sqlite3';
import { judge } from '#models/detection/average-precision.ts';
import type { Device } from '#models/session/device.ts';
import type { JobContext } from '../job-context.ts';
import { judgePhotos } from './judge-photos.ts';
import type { LearnedSet } from './learned-set.ts';
import type { PictureFolders } from './photo-pixels.ts';
import { openVersion } from './open-version.ts';

/**
 * The version in use, or the starter while none was chosen, judged on the photos that were kept aside for a new
 * one; null where there is none, or it cannot be judged.
 */
export async function judgeRival(
  db: Database,
  { classes, validation }: LearnedSet,
  { folders, modelId, device }: { folders: PictureFolders; modelId: number; device: Device },
  context: JobContext<'train-detector'>,
): Promise<{ modelId: number; map50: number } | null> {
  const chosen = db
    .prepare<[number], { id: number; name: string }>(
      `SELECT id, name FROM models WHERE kind = 'detector' AND id <> ?
         AND (chosen = 1 OR origin = 'starter') ORDER BY chosen DESC LIMIT 1`,
    )
    .get(modelId);
  if (chosen === undefined) return null;
  try {
    await using version = await openVersion(db, context.place.catalogueFolder, chosen.id, device);
    const names = new Map(classes.map(({ id, name }) => [id, name]));
    const { photos } = await judgePhotos(
      version.detector,
      validation,
      names,
      { folders, looks: version.looks },
      {
        signal: context.signal,
        progress: (done) =>
          context.progress('Judging the version in use', done, validation.length, 'photos'),
      },
    );
    const { map50 } = judge(photos, version.detector.classes.length);
    // Classes that it never learned count as not found.
    const known = version.detector.classes.filter((name) => [...names.values()].includes(name));
    return {
      modelId: chosen.id,
      map50: Number.isNaN(map50) ? 0 : (map50 * known.length) / Math.max(1, names.size),
    };
  } catch (error) {
    if (context.signal.aborted) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    context.log('warning', `${chosen.name}, which is in use, could not be judged: ${reason}`);
    return null;
  }
}
