/** The parts of an embedder's recipe that a preset says where a person does not. */
import { z } from 'zod';
import { id } from '../common.ts';
import { grade } from '../grades.ts';
import { numberOf, shareOf } from '../training/options.ts';
import { optimizerId } from '../training/optimizers.ts';
import { backboneId } from './backbones.ts';
import { cropFit } from './crops.ts';
import { fusionId } from './fusions.ts';
import { headId, smoothingId } from './heads.ts';
import { learnedPart } from './learned-parts.ts';
import { embedderOptions as options } from './options.ts';
import { gemPowersId, poolId } from './pools.ts';
import { samplingId } from './samplings.ts';
import { sidesTreatment } from './sides.ts';
import { tonesId } from './tones.ts';

export const openEmbedder = z.object({
  backbone: backboneId,
  fusion: fusionId,
  branchWidth: numberOf(options.branchWidth),
  globalPool: poolId,
  fusedPool: poolId,
  gemPowers: gemPowersId,
  dimensions: numberOf(options.dimensions),
  input: numberOf(options.input),
  /** As wide as high where null. */
  height: numberOf(options.height).nullable(),
  fit: cropFit,
  tones: tonesId,
  learns: learnedPart,
  mirrorClasses: z.boolean(),
  head: headId,
  centres: numberOf(options.centres),
  margin: z.union([numberOf(options.margin), z.literal('by-class-size')]),
  easyMargin: z.boolean(),
  marginRise: shareOf(options.marginRise),
  smoothing: numberOf(options.smoothing),
  smoothingOf: smoothingId,
  scale: numberOf(options.scale),
  speciesHead: z.boolean(),
  epochs: numberOf(options.epochs),
  batch: numberOf(options.batch),
  learningRate: numberOf(options.learningRate),
  headRate: numberOf(options.headRate),
  restarts: numberOf(options.restarts),
  finalFit: z.boolean(),
  optimizer: optimizerId,
  frozenNorm: z.boolean(),
  sampling: samplingId,
  sides: sidesTreatment,
  boxMargin: shareOf(options.boxMargin),
  /** Box class that shows the animals. */
  classId: id,
  /** Further classes, best first: of an animal without a box of an earlier one. */
  orClassIds: z.array(id),
  minQuality: grade.nullable(),
  minJudged: grade.nullable(),
  /** Judgements without a better one before it stops; null never stops early. */
  patience: numberOf(options.patience).nullable(),
});
export type OpenEmbedderRecipe = z.infer<typeof openEmbedder>;
