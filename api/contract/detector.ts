import { oc } from '@orpc/contract';
import { z } from 'zod';
import { id } from '#terms/common.ts';
import { detectOptions } from '#terms/detector/detecting.ts';
import { detectorEvaluation } from '#terms/detector/evaluation.ts';
import { askedDetector } from '#terms/detector/recipe.ts';
import { deviceChoice } from '#terms/training/devices.ts';
import { job } from '#terms/jobs/job.ts';
import { begunTraining, trainingForecast } from '#terms/training/forecast.ts';
import { detectorStanding } from '#terms/training/standing.ts';

export const detectorContract = {
  /** Where the version in use stands, and whether another is worth its training. */
  standing: oc.output(detectorStanding),
  /** What a training by this recipe would see and need. */
  forecast: oc.input(askedDetector.prefault({})).output(trainingForecast),
  train: oc.input(askedDetector.prefault({})).output(begunTraining),
  /** Goes on with a training that was paused, cancelled or cut off. */
  resume: oc.input(z.object({ modelId: id })).output(begunTraining),
  /** Proposals over the catalogue. */
  detect: oc.input(detectOptions.prefault({})).output(job),
  /** Judges a version; on the photos that `likeModelId` was judged on, to compare the two. */
  evaluate: oc
    .input(
      z.object({ modelId: id, likeModelId: id.optional(), device: deviceChoice.default('auto') }),
    )
    .output(job),
  /** The last report of a version; null if it was never judged. */
  evaluation: oc.input(z.object({ modelId: id })).output(detectorEvaluation.nullable()),
};
