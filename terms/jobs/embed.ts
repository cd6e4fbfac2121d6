import { z } from 'zod';
import { skippedBox } from '../boxes/crop-box.ts';
import { id } from '../common.ts';
import { boxVector } from '../matching/vectors.ts';
import { deviceChoice } from '../training/devices.ts';
import { jobTerms } from './job-terms.ts';

/** Makes vectors of all boxes that have none of a version, or one of the box as it was before. */
export const embed = jobTerms({
  title: 'Embed boxes for matching',
  titleOf: () => 'Embed boxes for matching',
  spec: z.object({ modelId: id, device: deviceChoice }),
  batch: z.array(boxVector),
  result: z.object({
    embedded: z.number().int(),
    /** Vectors that were there and fit the box as it is. */
    alreadyThere: z.number().int(),
    perSecond: z.number(),
    skipped: z.array(skippedBox),
  }),
  phases: {
    cutting: { title: 'Cutting out', unit: 'boxes' },
    embedding: { title: 'Embedding', unit: 'boxes' },
  },
});
