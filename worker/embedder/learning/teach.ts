/** The course of an embedder's training, from its last checkpoint if there is one. */
import { cropSizeOf } from '#terms/embedder/crops.ts';
import { imageNet } from '#terms/embedder/normalisations.ts';
import type { EmbedderSet } from '#catalog/training/embedder-set.ts';
import { embedderExport, type TrainedEmbedder } from '#models/nets/embedder-export.ts';
import type { EmbedderNetwork } from '#models/nets/embedder-network.ts';
import { inferenceModel } from '#models/session/export-network.ts';
import { Inference } from '#models/session/inference.ts';
import { TrainingSession } from '#models/session/training-session.ts';
import type { StateVectors } from '#models/weights/checkpoint.ts';
import type { StateLayout } from '#models/weights/state-layout.ts';
import type { EmbedderRecipe } from '#terms/embedder/recipe.ts';
import {
  checkpointToResume,
  type CourseEnd,
  type CourseListener,
} from '../../training/training-loop.ts';
import { riseAt } from './course.ts';
import { lengthOf, resumeFrom, runEmbedderCourse } from './embedder-course.ts';
import { embedSet } from '../looking/embed-set.ts';
import { LearningBatches } from './learning-batches.ts';
import { planOf } from './network.ts';
import { OneNetwork } from '../looking/open-embedder.ts';
import { startValues, type EmbedderStartFile } from './start.ts';
import { speciesOf } from '../set/species.ts';
import { viewSizeOf } from '../looking/view-job.ts';
import { ViewThreads } from '../looking/view-threads.ts';

interface Lesson {
  set: EmbedderSet;
  /** Kept crops by box. */
  files: ReadonlyMap<number, string>;
  recipe: EmbedderRecipe;
  network: EmbedderNetwork;
  start: EmbedderStartFile | null;
  /** Of the checkpoints, without ending. */
  checkpointBase: string;
}

export interface Taught extends CourseEnd {
  trained: TrainedEmbedder;
  device: TrainingSession['device'];
  /** Share of the time in which steps waited for pictures, 0–1. */
  waiting: number;
}

/** Trains to the end; cut off anywhere and called again, it goes on to the same end. */
export async function teach(
  { set, files, recipe, network, start, checkpointBase }: Lesson,
  listener: CourseListener,
  log: (line: string) => void,
): Promise<Taught> {
  const { totalSteps } = lengthOf(set, recipe);
  const begin = performance.now();
  const resumed = await checkpointToResume(checkpointBase);
  const species = speciesOf(set.learned);
  const made = planOf(recipe, network, set.classSizes, species.names.length);
  await using rendering = new ViewThreads(viewSizeOf(recipe, imageNet));
  const batches = new LearningBatches({
    learned: set.learned,
    files,
    recipe,
    threads: rendering,
    until: totalSteps,
    batchOf: (pictures, learned, mirrored, step) =>
      made.batchOf(
        pictures,
        learned.map(({ label }, at) => label + (mirrored[at] ? set.classSizes.length : 0)),
        recipe.speciesHead && species.names.length > 1
          ? learned.map(({ box }) => species.numberOf(box))
          : undefined,
        riseAt(recipe, step, totalSteps),
      ),
  });
  const begun = resumed ? undefined : await startValues(made, network, start);
  if (begun !== undefined) log(begun.words);
  await using session = await TrainingSession.open(made.plan, {
    device: recipe.device,
    seed: recipe.seed,
    ...resumeFrom(resumed, checkpointBase),
    ...(begun ? { start: begun.vectors } : {}),
    ...(recipe.device === 'auto' ? { sample: await batches.take(resumed?.step ?? 0) } : {}),
  });
  const trainedOf = (layout: StateLayout, vectors: StateVectors): TrainedEmbedder => ({
    network,
    size: cropSizeOf(recipe),
    layout,
    vectors: {
      parameters: vectors.average ?? vectors.parameters,
      statistics: vectors.statistics,
    },
  });
  const end = await runEmbedderCourse(
    {
      session,
      set,
      recipe,
      batches,
      checkpointBase,
      network: { ...network },
      optimizer: made.plan.optimizer,
      embed: async (sample, vectors) => {
        const model = inferenceModel(embedderExport(trainedOf(session.layout, vectors)));
        await using inference = await Inference.open(model, { device: session.device });
        const embedder = new OneNetwork(inference, rendering, cropSizeOf(recipe));
        return await embedSet(embedder, sample, files, recipe, { signal: listener.signal });
      },
    },
    listener,
    resumed,
  );
  return {
    ...end,
    trained: trainedOf(session.layout, end.vectors),
    device: session.device,
    waiting: batches.waited / Math.max(1, performance.now() - begin),
  };
}
