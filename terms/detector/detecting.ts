/** Looking for boxes on the photos of a catalogue. */
import { z } from 'zod';
import { id } from '../common.ts';
import { deviceChoice } from '../training/devices.ts';

/** Least confidences of a proposal that may be asked for. */
const confidences = { least: 0.01, most: 0.95 } as const;

/** Least confidence of a version that was never judged. */
const unjudgedConfidence = 0.25;

/**
 * The least confidence at which a version did best when it was judged, by F1; the mean over its classes.
 * @param metrics of the version
 */
export function ownConfidence({ confidence }: Readonly<Record<string, unknown>>): number {
  // None did best where nothing was right at any.
  if (typeof confidence !== 'number' || !(confidence > 0)) return unjudgedConfidence;
  return Math.min(
    confidences.most,
    Math.max(confidences.least, Math.round(confidence * 100) / 100),
  );
}

/** What a person may say of a detection. */
export const detectOptions = z.object({
  /** The chosen version where not given. */
  modelId: id.nullable().default(null),
  /** Only photos that nobody checked, all, or these. */
  photos: z.union([z.enum(['unchecked', 'all']), z.array(id).min(1)]).default('unchecked'),
  /** Least confidence of a proposal; the version's own where not given (`ownConfidence`). */
  confidence: z.number().min(confidences.least).max(confidences.most).optional(),
  /** Overlap above which the surer of two boxes stays. */
  overlap: z.number().min(0.1).max(0.95).default(0.45),
  /** Looks at large photos in overlapping tiles too. */
  tiles: z.boolean().default(true),
  device: deviceChoice.default('auto'),
});
export type DetectOptions = z.infer<typeof detectOptions>;
