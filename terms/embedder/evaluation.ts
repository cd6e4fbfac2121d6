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

export const embedderEvaluation = z.object({
  at: instant,
  modelId: id,
  queries: z.number().int(),
  known: z.number().int(),
  new: z.number().int(),
  gallery: z.object({ boxes: z.number().int(), individuals: z.number().int() }),
  ...identificationFigures.shape,
  threshold: z.number(),
  /** Share of new animals that the threshold was chosen for. */
  newShare: z.number(),
  calibration: reliability.extend({ method: calibrationMethod }),
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
