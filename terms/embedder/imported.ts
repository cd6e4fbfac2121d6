/** A network that others trained, as a person brings it into a catalogue. */
import { z } from 'zod';
import { numberOf, shareOf } from '../training/options.ts';
import { weightsVariant } from './backbones.ts';
import { cropFit } from './crops.ts';
import { normalisation } from './normalisations.ts';
import { embedderOptions as options } from './options.ts';

/** Width in pixels of its pictures. */
export const importedInput = { least: 16, most: 2048 } as const;

export const importedNetwork = z.object({
  path: z.string().min(1),
  name: z.string().trim().min(1).max(200),
  /** Where the file leaves it open, or weights are to look at others than usual. */
  input: numberOf(importedInput).nullable().default(null),
  /** Whose code weights are of, where their names leave it open. */
  variant: weightsVariant.optional(),
  /** How a box comes into its picture; as it is usual for the network where not given. */
  fit: cropFit.optional(),
  boxMargin: shareOf(options.boxMargin).optional(),
  /** Of an ONNX file; ImageNet's where not given. Weights bring their own. */
  scaling: normalisation.optional(),
});
export type ImportedNetwork = z.infer<typeof importedNetwork>;
