import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { versionFolder } from '#catalog/layout.ts';
import { readMoment } from '#catalog/moment.ts';
import { identityBoxes } from '#catalog/queries/identity-boxes.ts';
import { getModel } from '#catalog/queries/models.ts';
import { embedderSet, splitHash, type EmbedderSplit } from '#catalog/training/embedder-set.ts';
import { judgeQueries } from '#catalog/training/judge-identities.ts';
import { servingOf } from '#catalog/versions/serving.ts';
import { cropStyleOf } from '#terms/embedder/crops.ts';
import type { EmbedderEvaluation } from '#terms/embedder/evaluation.ts';
import { versionFile } from '#terms/files/version-files.ts';
import type { JobResult, JobSpec } from '#terms/jobs/index.ts';
import { embedSet, embedViews } from '../embedder/looking/embed-set.ts';
import { evaluateSet } from '../embedder/judging/evaluation.ts';
import { relianceOf } from '../embedder/judging/reliance.ts';
import { cropSet } from '../embedder/set/learning-set.ts';
import { withVersion } from '../embedder/looking/with-version.ts';
import { writeReport } from '../embedder/judging/report-files.ts';
import { readSplit } from '../embedder/set/split-file.ts';
import { splitForJudging } from '../embedder/set/split-for-judging.ts';
import { JobError, type JobContext } from '../job-context.ts';
import { judgedServing } from '../embedder/judging/judged-network.ts';

/** Judges a version on a split: its own, another version's, or a new one where it has none. */
export async function evaluateEmbedder(
  { modelId, likeModelId, device }: JobSpec<'evaluate-embedder'>,
  context: JobContext<'evaluate-embedder'>,
): Promise<JobResult<'evaluate-embedder'>> {
  const { catalogueFolder, databasePath } = context.place;
  const { model, like, boxes } = readMoment(databasePath, (catalogue) => ({
    model: getModel(catalogue, modelId),
    like: getModel(catalogue, likeModelId ?? modelId),
    boxes: identityBoxes(catalogue),
  }));
  const serving = servingOf(model);
  const folder = versionFolder('embedder', model.version);
  const newShare = typeof model.recipe.newShare === 'number' ? model.recipe.newShare : 0.2;
  // One that was not trained here learned from none of the animals.
  const isNew = like.id === model.id && model.origin !== 'trained';
  const kept = isNew
    ? null
    : await readSplit(join(catalogueFolder, versionFolder('embedder', like.version)));
  if (!isNew && kept === null)
    throw new JobError(
      'not-found',
      'That version was never judged on a split of its own. Compare on the split of a version that was trained here.',
    );
  const style = cropStyleOf(serving);
  const cutting = {
    signal: context.signal,
    progress: (done: number, total: number) => context.progress('cutting', done, total),
  };
  const split = kept ?? (await splitForJudging(boxes, serving, newShare, context.place, cutting));
  const made = embedderSet(boxes, split, serving.sides);
  if (made.queries.length === 0 || made.gallery.length === 0)
    throw new JobError(
      'bad-input',
      'No photos are there to judge by: identify animals that were seen in two encounters or more.',
    );
  const judged = judgedServing(catalogueFolder, folder, serving);
  const { set, files, skipped } = await cropSet(made, style, context.place, cutting);
  for (const { photoName, reason } of skipped) context.log('warning', `${photoName}: ${reason}`);
  const { signal } = context;
  const { ranked, reliance } = await withVersion(
    catalogueFolder,
    judged,
    device,
    async (embedder) => {
      const progress = (done: number, total: number) => context.progress('judging', done, total);
      const vectors = await embedSet(embedder, set, files, serving, { signal, progress });
      const ranked = judgeQueries(set, vectors, serving.sides);
      const seen = { style, sides: serving.sides };
      const reliance = await relianceOf(set, vectors, ranked, seen, (viewOf) =>
        embedViews(embedder, set.queries, viewOf, files, serving, signal),
      );
      return { ranked, reliance };
    },
  );
  const { report, metrics, ranks } = evaluateSet(set, ranked, {
    modelId,
    newShare,
    seed: 0,
    now: Date.now(),
    network: learnedBy(like.id === model.id ? kept : null),
    reliance,
  });
  await mkdir(join(catalogueFolder, folder), { recursive: true });
  await writeReport(join(catalogueFolder, folder), model.name, { report, ranks }, files);
  return { metrics, report: versionFile(folder, 'evaluation'), split: splitHash(split), skipped };
}

/** What the judged network and the one in use have learned from; null where this split does not say so. */
function learnedBy(split: EmbedderSplit | null): EmbedderEvaluation['network'] {
  if (split === null) return null;
  const learned = split.train.length + split.pseudo.length;
  return { learned, inUse: split.final?.length ?? null };
}
