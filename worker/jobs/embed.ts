import { layoutOf } from '#catalog/layout.ts';
import { readMoment } from '#catalog/moment.ts';
import { vectorRevisions } from '#catalog/queries/embeddings.ts';
import { identityBoxes, type IdentityBox } from '#catalog/queries/identity-boxes.ts';
import { getModel } from '#catalog/queries/models.ts';
import { servingOf } from '#catalog/versions/serving.ts';
import { boxesOfClasses } from '#catalog/training/boxes-of-classes.ts';
import { cropStyleOf } from '#terms/embedder/crops.ts';
import type { BoxVector } from '#terms/matching/vectors.ts';
import type { JobResult, JobSpec } from '#terms/jobs/index.ts';
import { keepCrops } from '../embedder/set/crops.ts';
import { embedCrops } from '../embedder/looking/embed-crops.ts';
import { picturesOf } from '../embedder/set/learning-set.ts';
import { withVersion } from '../embedder/looking/with-version.ts';
import type { JobContext } from '../job-context.ts';

/** Boxes of a batch that the shell stores at once. */
const STORED_TOGETHER = 256;

/** Makes vectors of all boxes that have none of this version, or one of the box as it was before. */
export async function embedBoxes(
  { modelId, device }: JobSpec<'embed'>,
  context: JobContext<'embed'>,
): Promise<JobResult<'embed'>> {
  const { catalogueFolder, databasePath } = context.place;
  const { serving, all, fresh } = readMoment(databasePath, (catalogue) => ({
    serving: servingOf(getModel(catalogue, modelId)),
    all: identityBoxes(catalogue),
    fresh: vectorRevisions(catalogue, modelId),
  }));
  const boxes = boxesOfClasses(all, serving);
  const todo = boxes.filter(({ boxId, revision }) => fresh.get(boxId) !== revision);
  const alreadyThere = boxes.length - todo.length;
  if (todo.length === 0) return { embedded: 0, alreadyThere, perSecond: 0, skipped: [] };
  const { crops } = layoutOf(catalogueFolder);
  const style = cropStyleOf(serving);
  const { files, skipped } = await keepCrops(crops, todo, style, {
    signal: context.signal,
    progress: (done, total) => context.progress('cutting', done, total),
  });
  for (const { photoName, reason } of skipped) context.log('warning', `${photoName}: ${reason}`);
  const own = todo.filter(({ boxId }) => files.has(boxId)).map((box) => ({ box }));
  const seconds = await withVersion(catalogueFolder, serving, device, async (embedder) => {
    const begin = performance.now();
    let pending: BoxVector[] = [];
    const flush = async () => {
      const full = pending;
      pending = [];
      if (full.length > 0) await context.batch(full);
    };
    await embedCrops(embedder, picturesOf(own, files, serving.sides === 'mirrored'), {
      flipAverage: serving.sides === 'together',
      signal: context.signal,
      onBatch: async (at, vectors, count) => {
        pending.push(...rowsOf(own.slice(at, at + count), vectors));
        context.progress('embedding', at + count, own.length);
        if (pending.length >= STORED_TOGETHER) await flush();
      },
    });
    await flush();
    await context.stored();
    return (performance.now() - begin) / 1000;
  });
  return { embedded: own.length, alreadyThere, perSecond: own.length / seconds, skipped };
}

function rowsOf(boxes: readonly { box: IdentityBox }[], vectors: Float32Array) {
  const dimensions = vectors.length / boxes.length;
  return boxes.map(({ box }, row) => ({
    boxId: box.boxId,
    revision: box.revision,
    vector: vectors.slice(row * dimensions, (row + 1) * dimensions),
  }));
}
