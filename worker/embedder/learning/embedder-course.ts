/** The course of an embedder's training, whatever of it is trained: its length, its validations, its checkpoints. */
import { stepsPerEpoch } from '#catalog/training/embedder-recipe.ts';
import type { EmbedderSet } from '#catalog/training/embedder-set.ts';
import { judgeQueries, type SetVectors } from '#catalog/training/judge-identities.ts';
import type { Optimizer } from '#models/optim/optimizer.ts';
import type { TrainingSession } from '#models/session/training-session.ts';
import type { Json, StateVectors } from '#models/weights/checkpoint.ts';
import type { EmbedderRecipe } from '#terms/embedder/recipe.ts';
import {
  lastCheckpoint,
  runCourse,
  type BatchSource,
  type checkpointToResume,
  type CourseEnd,
  type CourseListener,
} from '../../training/training-loop.ts';
import { courseOf, validationOf } from './course.ts';
import { validationSample } from './validation-sample.ts';

/** Steps of a training on a set. */
export function lengthOf(
  { learned }: Pick<EmbedderSet, 'learned'>,
  { batch, epochs }: Pick<EmbedderRecipe, 'batch' | 'epochs'>,
): { perEpoch: number; totalSteps: number } {
  const perEpoch = stepsPerEpoch(learned.length, batch);
  return { perEpoch, totalSteps: perEpoch * epochs };
}

type Resumed = Awaited<ReturnType<typeof checkpointToResume>>;

/** Where a session goes on from; nothing where it begins. */
export const resumeFrom = (resumed: Resumed, checkpointBase: string) =>
  resumed ? { resume: { ...resumed, path: lastCheckpoint(checkpointBase) } } : {};

interface EmbedderCourse {
  session: TrainingSession;
  set: EmbedderSet;
  recipe: EmbedderRecipe;
  batches: BatchSource;
  checkpointBase: string;
  /** What is trained, as a checkpoint says it. */
  network: Record<string, Json>;
  optimizer: Optimizer;
  /** Vectors of a set by the network as it stands. */
  embed: (sample: EmbedderSet, state: StateVectors) => Promise<SetVectors>;
}

/** Runs it to the end; cut off anywhere and called again, it goes on to the same end. */
export async function runEmbedderCourse(
  { session, set, recipe, batches, checkpointBase, network, optimizer, embed }: EmbedderCourse,
  listener: CourseListener,
  resumed: Resumed,
): Promise<CourseEnd> {
  const { perEpoch, totalSteps } = lengthOf(set, recipe);
  const sample = validationSample(set);
  return runCourse(
    {
      session,
      totalSteps,
      stepsPerEpoch: perEpoch,
      batches,
      ...courseOf(recipe, totalSteps),
      validate: async (state) => {
        // Where all is learned from there is nothing to judge by.
        if (sample.queries.length === 0) return { figures: {}, score: 0 };
        const vectors = await embed(sample, state);
        return validationOf(judgeQueries(sample, vectors, recipe.sides), recipe.newShare);
      },
      checkpointBase,
      identity: { network, optimizer: optimizer as unknown as Json, recipe },
    },
    listener,
    resumed,
  );
}
