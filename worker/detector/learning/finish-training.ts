/** The end of a detector's training: judged whole, written down, compared with the version in use. */
import type { JobResult } from '#terms/jobs/index.ts';
import type { JobContext } from '../../job-context.ts';
import { detectorModel, writeDetector, writeReport } from '../detector-files.ts';
import { judgePhotos } from '../judging/judge-photos.ts';
import { openPhotoDetector } from '../looking/open-photo-detector.ts';
import { metricsOf, reportOf } from '../judging/report.ts';
import { compareWithRival } from '../../training/rival.ts';
import { compareDetectors } from '../judging/compare-detectors.ts';
import { networkOf, tileEdgeOf, type Lesson, type Taught } from './teach.ts';

export async function finishTraining(
  { spec, set, folders, taught }: Omit<Lesson, 'start'> & { taught: Taught },
  context: JobContext<'train-detector'>,
): Promise<JobResult<'train-detector'>> {
  const { modelId, folder, recipe } = spec;
  const { catalogueFolder } = context.place;
  const { size, input, seed } = recipe;
  const classes = set.classes.map(({ name }) => name);
  const tileEdge = tileEdgeOf({ spec, set });
  const trained = {
    size,
    classes,
    anchors: set.anchors,
    vectors: networkOf(taught.vectors),
    input: { width: input, height: input },
  };
  const names = new Map(set.classes.map(({ id, name }) => [id, name]));
  await using detector = await openPhotoDetector({
    model: detectorModel(trained),
    classes,
    device: taught.device,
  });
  const { photos, unreadable } = await judgePhotos(
    detector,
    set.validation,
    names,
    { folders, looks: { input, tileEdge } },
    {
      signal: context.signal,
      progress: (done) => context.progress('judging', done, set.validation.length),
    },
  );
  for (const { path, reason } of unreadable) context.log('warning', `${path}: ${reason}.`);
  const report = reportOf(photos, classes, { modelId, at: Date.now(), seed });
  const metrics = metricsOf(report);
  const files = await writeDetector(catalogueFolder, folder, trained, { tileEdge, metrics });
  const evaluation = await writeReport(catalogueFolder, folder, report);
  const { device } = taught;
  const rival = await compareWithRival('detector', modelId, context, (used) =>
    compareDetectors(used, set, { folders, device, ours: photos }, context),
  );
  return {
    steps: taught.steps,
    epochs: taught.epochs,
    bestEpoch: taught.best.epoch,
    stoppedEarly: taught.stoppedEarly,
    metrics,
    files: { ...files, evaluation },
    rival,
    waiting: taught.waiting,
  };
}
