import { join } from 'node:path';
import { layoutOf, versionFolder } from '#catalog/layout.ts';
import { readMoment } from '#catalog/moment.ts';
import { findModel, getModel } from '#catalog/queries/models.ts';
import type { StoredModel } from '#terms/models/versions.ts';
import { detectorSet, type LearnedPhoto } from '#catalog/training/detector-set.ts';
import type { JobResult, JobSpec } from '#terms/jobs/index.ts';
import { writeReport } from '../detector/detector-files.ts';
import { judgePhotos } from '../detector/judging/judge-photos.ts';
import { readLearnedSet } from '../detector/set/learned-set.ts';
import { openVersion } from '../detector/looking/open-version.ts';
import { metricsOf, reportOf } from '../detector/judging/report.ts';
import { JobError, type JobContext } from '../job-context.ts';

/**
 * Judges a version on photos that were kept aside, with the boxes as they stand now: its own ones, or those of
 * another version. One that was not trained here learned from none of them, so all serve.
 */
export async function evaluateDetector(
  { modelId, likeModelId, device }: JobSpec<'evaluate-detector'>,
  context: JobContext<'evaluate-detector'>,
): Promise<JobResult<'evaluate-detector'>> {
  const { catalogueFolder, databasePath } = context.place;
  const { thumbs, cache } = layoutOf(catalogueFolder);
  const { model, like, learnable } = readMoment(databasePath, (catalogue) => ({
    model: getModel(catalogue, modelId),
    like: findModel(catalogue, likeModelId ?? modelId),
    learnable: detectorSet(catalogue),
  }));
  await using version = await openVersion(model, catalogueFolder, device);
  const { detector, looks, folder } = version;
  const { photos: all, classes } = learnable;
  const kept = await keptAside(catalogueFolder, like);
  const photos = kept === null ? all : all.filter(({ sha256 }) => kept.has(sha256));
  if (!photos.some(({ boxes }) => boxes.length > 0))
    throw new JobError(
      'bad-input',
      `No photo with boxes is there to judge ${version.name} by. Draw boxes on photos that it was not trained on.`,
      { modelId },
    );
  const names = new Map(classes.map(({ id, name }) => [id, name]));
  const judged = await judgePhotos(
    detector,
    photos,
    names,
    { folders: { thumbs, cache }, looks },
    {
      signal: context.signal,
      progress: (done) => context.progress('judging', done, photos.length),
    },
  );
  for (const { path, reason } of judged.unreadable) context.log('warning', `${path}: ${reason}.`);
  const report = reportOf(judged.photos, detector.classes, { modelId, at: Date.now(), seed: 0 });
  const evaluation = await writeReport(catalogueFolder, folder, report);
  return {
    metrics: metricsOf(report),
    ownPhotos: likeModelId === null || likeModelId === modelId,
    evaluation,
    unreadable: judged.unreadable,
  };
}

/** Contents of the photos that were kept aside for a version; null where it was not trained here. */
async function keptAside(
  catalogueFolder: string,
  model: StoredModel | undefined,
): Promise<Set<string> | null> {
  if (model === undefined) return null;
  const set = await readLearnedSet(join(catalogueFolder, versionFolder('detector', model.version)));
  return set && new Set(set.validation.map(({ sha256 }: LearnedPhoto) => sha256));
}
