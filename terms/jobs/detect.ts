import { z } from 'zod';
import { detectedPhoto } from '../boxes/detections.ts';
import { id } from '../common.ts';
import { detectOptions } from '../detector/detecting.ts';
import { unreadPhoto } from '../photos/imported-file.ts';
import { number } from '../words.ts';
import { jobTerms } from './job-terms.ts';

/** Looks for animals on photos; what is found is proposed. */
export const detect = jobTerms({
  title: 'Detect on photos',
  titleOf: ({ photos }) =>
    photos === 'all'
      ? 'Detect on all photos'
      : photos === 'unchecked'
        ? 'Detect on photos that nobody checked'
        : `Detect on ${number(photos.length)} photos`,
  spec: detectOptions.extend({ modelId: id, confidence: detectOptions.shape.confidence.unwrap() }),
  batch: z.array(detectedPhoto),
  /** The last photo whose boxes are stored, and how many were looked at. */
  resume: z.object({ after: z.number().int().min(0), photos: z.number().int().min(0) }),
  result: z.object({
    photos: z.number().int(),
    /** Boxes found; fewer may be stored, as what a person judged is never proposed again. */
    found: z.number().int(),
    /** Passes of the network: more than photos where large ones were looked at in parts. */
    passes: z.number().int(),
    photosPerSecond: z.number(),
    unreadable: z.array(unreadPhoto),
    /** Filled by the shell: proposals that were stored, and of those before that went. */
    proposals: z.number().int().optional(),
    replaced: z.number().int().optional(),
  }),
  phases: {
    opening: { title: 'Opening the detector', unit: 'photos' },
    detecting: { title: 'Detecting', unit: 'photos' },
  },
});
