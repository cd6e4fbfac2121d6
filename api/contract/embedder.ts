import { oc } from '@orpc/contract';
import { z } from 'zod';
import { id, instant } from '#terms/common.ts';
import { reportBox } from '#terms/boxes/detections.ts';
import { normalisation } from '#terms/embedder/normalisations.ts';
import { askedAugmentations, askedEmbedder } from '#terms/embedder/recipe.ts';
import { deviceChoice } from '#terms/training/devices.ts';
import { pseudoLabel, pseudoLabelRound, pseudoLabelRule } from '#terms/identity/pseudo-labels.ts';
import { calibrationMethod, reliability } from '#terms/matching/calibration.ts';
import { job } from '#terms/jobs/job.ts';
import { model } from '#terms/models/versions.ts';
import { begunTraining, trainingForecast } from './training.ts';
import { matchedRow } from '#terms/matching/matched-boxes.ts';
import { figure } from '#terms/matching/figures.ts';

const slice = z.object({
  name: z.string(),
  map5: figure,
  top1: figure,
  top5: figure,
  top10: figure,
});

export const embedderEvaluation = z.object({
  at: instant,
  modelId: id,
  queries: z.number().int(),
  known: z.number().int(),
  new: z.number().int(),
  gallery: z.object({ boxes: z.number().int(), individuals: z.number().int() }),
  /** With `new_individual` in the list by the threshold. */
  map5: figure,
  map5Known: figure,
  map5New: figure,
  top1: figure,
  top5: figure,
  top10: figure,
  /** How well the first score tells new animals from known ones. */
  aucNew: z.number().nullable(),
  threshold: z.number(),
  /** Share of new animals that the threshold was chosen for. */
  newShare: z.number(),
  calibration: reliability.extend({ method: calibrationMethod }),
  /** Known queries whose animal is not among the first N individuals. */
  missRates: z.array(
    z.object({ candidates: z.number().int(), missed: z.number(), n: z.number().int() }),
  ),
  bySpecies: z.array(slice),
  bySide: z.array(slice),
  /** Worst first: the query, who it is, whom the network put first. */
  mistakes: z.array(
    z.object({
      query: reportBox.extend({ boxId: id }),
      truth: z.string().nullable(),
      truthBox: reportBox.extend({ boxId: id }).nullable(),
      answer: z.string(),
      answerBox: reportBox.extend({ boxId: id }),
      score: z.number(),
      rank: z.number().int().nullable(),
    }),
  ),
});
export type EmbedderEvaluation = z.infer<typeof embedderEvaluation>;

export const submission = z.object({
  path: z.string(),
  modelId: id,
  pictures: z.number().int(),
  /** Pictures named by their vectors; the others are guessed. */
  ranked: z.number().int(),
  /** Pictures of the sample that are not in the catalogue. */
  missing: z.number().int(),
  withoutVector: z.number().int(),
});
export type Submission = z.infer<typeof submission>;

const askedRound = pseudoLabelRule.extend({ modelId: id.nullable().default(null) });

export const embedderContract = {
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
  /** Any ONNX network of one picture input and one vector output, as a version of its own. */
  importOnnx: oc
    .input(
      z.object({
        path: z.string().min(1),
        name: z.string().trim().min(1).max(200),
        /** Side in pixels where the file leaves it open. */
        input: z.number().int().min(16).max(2048).nullable().default(null),
        ...normalisation.shape,
      }),
    )
    .output(model),
  /** What augmentations make of this catalogue's own crops, by a recipe: PNG data addresses. */
  augmentations: oc
    .input(askedAugmentations)
    .output(z.array(z.object({ boxId: id, pictures: z.array(z.string()) }))),
  /** Candidates of boxes that nobody judged, or of these, by the vectors of one version. */
  match: oc
    .input(
      z
        .object({
          modelId: id.nullable().default(null),
          boxIds: z.array(id).nullable().default(null),
          limit: z.number().int().min(1).max(100).default(5),
        })
        .prefault({}),
    )
    .output(z.object({ modelId: id, rows: z.array(matchedRow), withoutVector: z.number().int() })),
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
