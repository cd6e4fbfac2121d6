import { z } from 'zod';
import { backboneId, weightsVariant } from '../embedder/backbones.ts';
import { cropFit } from '../embedder/crops.ts';
import { fusionId } from '../embedder/fusions.ts';

/** A network that others trained: an ONNX file, or weights of a network that is known here. */
const networkFile = z.object({
  path: z.string(),
  /** Width of its pictures in pixels where the file leaves it open; null as it is usual for it. */
  input: z.number().int().nullable(),
  /** Where names in a weights file leave open whose code they are of. */
  variant: weightsVariant.optional(),
});

/** What a network of others takes and gives. */
export const inspectNetwork = {
  input: networkFile,
  answer: z.object({
    input: z.number().int(),
    /** As wide as high where null. */
    height: z.number().int().nullable(),
    dimensions: z.number().int(),
    architecture: z.string(),
    /** How its pictures are cut, as far as it is known. */
    fit: cropFit,
    boxMargin: z.number(),
    /** Null for an ONNX file, which cannot be trained further. */
    network: z
      .object({ backbone: backboneId, variant: weightsVariant, fusion: fusionId })
      .nullable(),
  }),
};

/** Writes its files into the folder of a version, below the catalogue's. */
export const bringNetwork = {
  input: networkFile.extend({ folder: z.string() }),
  answer: z.null(),
};
