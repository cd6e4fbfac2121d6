import { oc } from '@orpc/contract';
import { z } from 'zod';
import { id } from '#terms/common.ts';
import { embedderEvaluation } from '#terms/embedder/evaluation.ts';
import { importedNetwork } from '#terms/embedder/imported.ts';
import { askedAugmentations, askedEmbedder } from '#terms/embedder/recipe.ts';
import { deviceChoice } from '#terms/training/devices.ts';
import { askedRound, pseudoLabel, pseudoLabelRound } from '#terms/identity/pseudo-labels.ts';
import { job } from '#terms/jobs/job.ts';
import { model } from '#terms/models/versions.ts';
import { submission } from '#terms/matching/submission.ts';
import { augmentedBox } from '#terms/questions/embedder-augmentations.ts';
import { begunTraining, trainingForecast } from '#terms/training/forecast.ts';
import { embedderStanding } from '#terms/training/standing.ts';
import { askedMatches, matchedBoxes } from '#terms/matching/matched-boxes.ts';

export const embedderContract = {
  /** Where the version in use stands, and whether another is worth its training. */
  standing: oc.output(embedderStanding),
  forecast: oc.input(askedEmbedder.prefault({})).output(trainingForecast),
  train: oc.input(askedEmbedder.prefault({})).output(begunTraining),
  resume: oc.input(z.object({ modelId: id })).output(begunTraining),
  /** Vectors of all boxes that lack one of this version. */
  embed: oc
    .input(
      z
        .object({ modelId: id.nullable().default(null), device: deviceChoice.default('auto') })
        .prefault({}),
    )
    .output(job),
  evaluate: oc
    .input(
      z.object({ modelId: id, likeModelId: id.optional(), device: deviceChoice.default('auto') }),
    )
    .output(job),
  evaluation: oc.input(z.object({ modelId: id })).output(embedderEvaluation.nullable()),
  /** A network that others trained, as a version of its own: an ONNX file, or weights of a network known here. */
  importNetwork: oc.input(importedNetwork).output(model),
  /** What augmentations make of this catalogue's own crops, by a recipe: PNG data addresses. */
  augmentations: oc.input(askedAugmentations).output(z.array(augmentedBox)),
  /** Candidates of boxes that nobody judged, or of these, by the vectors of one version. */
  match: oc.input(askedMatches.prefault({})).output(matchedBoxes),
  /** Writes Kaggle's submission file: five names a picture, in the sample's order. */
  submit: oc
    .input(
      z.object({
        modelId: id.nullable().default(null),
        sample: z.string().min(1),
        to: z.string().min(1),
      }),
    )
    .output(submission),
  /** What a rule would label, surest first, before anything is stored. */
  previewPseudoLabels: oc
    .input(askedRound.prefault({}))
    .output(z.object({ total: z.number().int(), rows: z.array(pseudoLabel) })),
  pseudoLabel: oc.input(askedRound.prefault({})).output(pseudoLabelRound),
  pseudoLabelRounds: oc.output(z.array(pseudoLabelRound)),
};
