/** The report on how well an embedder tells animals apart, as it is kept with a version and shown. */
import { z } from 'zod';
import { reportBox } from '../boxes/detections.ts';
import { id, instant } from '../common.ts';
import { calibrationMethod, reliability } from '../matching/calibration.ts';
import { figure } from '../matching/figures.ts';

/** A box of the catalogue as a report shows it. */
const shownBox = reportBox.extend({ boxId: id });
export type ShownBox = z.infer<typeof shownBox>;

/** The figures of one species or one side. */
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
