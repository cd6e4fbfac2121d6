import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { layoutOf } from '#catalog/layout.ts';
import { readMoment } from '#catalog/moment.ts';
import type { JobResult, JobSpec } from '#terms/jobs/index.ts';
import { chooseSet } from '../detector/set/prepare-training.ts';
import { finishTraining } from '../detector/learning/finish-training.ts';
import {
  readLearnedSet,
  writeLearnedSet,
  dataSeen,
  type LearnedSet,
} from '../detector/set/learned-set.ts';
import { boundCache, MOST_CACHE_BYTES } from '../detector/set/photo-pixels.ts';
import { detectorStartOf, startAnchors } from '../detector/learning/start.ts';
import { teach } from '../detector/learning/teach.ts';
import type { JobContext } from '../job-context.ts';

/**
 * Trains a detector from what people drew. Stopped at any moment it goes on from its last checkpoint, with the
 * photos and boxes that it began with.
 */
export async function trainDetector(
  spec: JobSpec<'train-detector'>,
  context: JobContext<'train-detector'>,
): Promise<JobResult<'train-detector'>> {
  const { catalogueFolder, databasePath } = context.place;
  const { thumbs, cache } = layoutOf(catalogueFolder);
  const folders = { thumbs, cache };
  const folder = join(catalogueFolder, spec.folder);
  await mkdir(folder, { recursive: true });
  try {
    context.progress('choosing', 0, null);
    const start = await detectorStartOf(context.place, spec.recipe);
    let set: LearnedSet | null = await readLearnedSet(folder);
    if (set === null) {
      const chosen = readMoment(databasePath, (catalogue) =>
        chooseSet(catalogue, spec.recipe, startAnchors(start, spec.recipe.size)),
      );
      for (const warning of chosen.warnings) context.log('warning', warning);
      ({ set } = chosen);
      await writeLearnedSet(folder, set);
    }
    await context.batch({ points: [], dataSeen: dataSeen(set) });
    const taught = await teach({ spec, set, start, folders }, context);
    return await finishTraining({ spec, set, folders, taught }, context);
  } finally {
    await boundCache(folders, MOST_CACHE_BYTES);
  }
}
