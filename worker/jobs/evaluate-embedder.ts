import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { embedderSet, splitHash } from '#catalog/training/embedder-set.ts';
import { versionFile } from '#terms/files/version-files.ts';
import type { JobResult, JobSpec } from '#terms/jobs/index.ts';
import { embedSet } from '../embedder/looking/embed-set.ts';
import { evaluateSet } from '../embedder/judging/evaluation.ts';
import { cropSet, nameOfModel, readBoxes } from '../embedder/set/learning-set.ts';
import { withVersion } from '../embedder/looking/with-version.ts';
import { writeReport } from '../embedder/judging/report-files.ts';
import { readSplit } from '../embedder/set/split-file.ts';
import { splitForJudging } from '../embedder/set/split-for-judging.ts';
import { JobError, type JobContext } from '../job-context.ts';
import { cropStyleOf } from '#terms/embedder/crops.ts';
import { judgedServing } from '../embedder/judging/judged-network.ts';

/** Judges a version on a split: its own, another version's, or a new one where it has none. */
export async function evaluateEmbedder(
  { modelId, folder, serving, splitFolder, newShare, device }: JobSpec<'evaluate-embedder'>,
  context: JobContext<'evaluate-embedder'>,
): Promise<JobResult<'evaluate-embedder'>> {
  const { catalogueFolder } = context.place;
  const boxes = readBoxes(context.place);
  const kept = splitFolder === null ? null : await readSplit(join(catalogueFolder, splitFolder));
  if (splitFolder !== null && kept === null)
    throw new JobError(
      'not-found',
      'That version was never judged on a split of its own. Compare on the split of a version that was trained here.',
    );
  const split = kept ?? splitForJudging(boxes, serving, newShare);
  const made = embedderSet(boxes, split, serving.sides);
  if (made.queries.length === 0 || made.gallery.length === 0)
    throw new JobError(
      'bad-input',
      'No photos are there to judge by: identify animals that were seen in two encounters or more.',
    );
  const judged = judgedServing(catalogueFolder, folder, serving);
  const style = cropStyleOf(serving);
  const { set, files, skipped } = await cropSet(made, style, context.place, {
    signal: context.signal,
    progress: (done, total) => context.progress('cutting', done, total),
  });
  for (const { photoName, reason } of skipped) context.log('warning', `${photoName}: ${reason}`);
  const vectors = await withVersion(catalogueFolder, judged, device, (embedder) =>
    embedSet(embedder, set, files, serving, {
      signal: context.signal,
      progress: (done, total) => context.progress('judging', done, total),
    }),
  );
  const { report, metrics } = evaluateSet(set, vectors, {
    modelId,
    sides: serving.sides,
    newShare,
    seed: 0,
    now: Date.now(),
  });
  await mkdir(join(catalogueFolder, folder), { recursive: true });
  await writeReport(
    join(catalogueFolder, folder),
    nameOfModel(context.place, modelId),
    report,
    files,
  );
  return { metrics, report: versionFile(folder, 'evaluation'), split: splitHash(split), skipped };
}
