/** The report on how well an embedder tells animals apart, as it is kept with a version and shown. */
import { z } from 'zod';
import { reportBox } from '../boxes/detections.ts';
import { id, instant } from '../common.ts';
import { calibrationMethod, reliability } from '../matching/calibration.ts';
import { identificationFigures, missRate } from '../matching/figures.ts';

/** A box of the catalogue as a report shows it. */
const shownBox = reportBox.extend({ boxId: id });
export type ShownBox = z.infer<typeof shownBox>;

/** The figures of one species or one side. */
const slice = identificationFigures
  .pick({ map5: true, top1: true, top5: true, top10: true })
  .extend({ name: z.string() });

/** A part of the queries, judged by what was chosen on the others. */
const judgedFold = z.object({
  queries: z.number().int(),
  map5: z.number(),
  /** Chosen on the other folds. */
  threshold: z.number(),
});
export type JudgedFold = z.infer<typeof judgedFold>;

/** Whether it is the animal that is recognised, or what is round it: queries shown in part, against the whole gallery. */
const reliance = z.object({
  /** Known queries, and MAP@5 of individuals alone: as they are, the box alone, its surroundings alone. */
  queries: z.number().int(),
  whole: z.number(),
  /** Null where pictures show the box alone. */
  boxAlone: z.number().nullable(),
  surroundings: z.number().nullable(),
  /** What an order by chance gives on the mean. */
  chance: z.number(),
  /** Mean cosine of a fin with its own mirror image, and with the most alike photo of another animal. */
  mirrorImage: z.number(),
  nearestOther: z.number(),
});
export type Reliance = z.infer<typeof reliance>;

export const embedderEvaluation = z.object({
  at: instant,
  modelId: id,
  queries: z.number().int(),
  known: z.number().int(),
  new: z.number().int(),
  gallery: z.object({ boxes: z.number().int(), individuals: z.number().int() }),
  ...identificationFigures.shape,
  /** Chosen on all queries, for use; the figures are of thresholds that were chosen on other animals. */
  threshold: z.number(),
  /** Share of new animals that it was chosen for. */
  newShare: z.number(),
  /** Parts of the queries, no animal in two of them; reports of before they were made have none. */
  folds: z.array(judgedFold).default([]),
  /** Of what was said of first candidates; of pairs of photos in older reports. */
  calibration: reliability.extend({ method: z.enum([...calibrationMethod.options, 'ranking']) }),
  /**
   * Photos that the judged network has learned from, and the one in use, where that is another; null for a network
   * that has learned none of these animals, and in older reports.
   */
  network: z
    .object({ learned: z.number().int(), inUse: z.number().int().nullable() })
    .nullable()
    .default(null),
  /** Photos that were taken in one go with others, and the encounters that were made of them. */
  joined: z.object({ photos: z.number().int(), groups: z.number().int() }).nullable().default(null),
  /** Reports of before it was measured have none. */
  reliance: reliance.nullable().default(null),
  /** Known queries whose animal is not among the first N individuals. */
  missRates: z.array(missRate),
  bySpecies: z.array(slice),
  bySide: z.array(slice),
  /** Worst first: the query, who it is, whom the network put first. */
  mistakes: z.array(
    z.object({
      query: shownBox,
      truth: z.string().nullable(),
      truthBox: shownBox.nullable(),
      answer: z.string(),
      answerBox: shownBox,
      score: z.number(),
      rank: z.number().int().nullable(),
    }),
  ),
});
export type EmbedderEvaluation = z.infer<typeof embedderEvaluation>;
