import { z } from 'zod';
import { demoSize } from '../demo.ts';
import { jobTerms } from './job-terms.ts';

/** Draws pictures of made-up animals with the truth beside them (`worker/demo/`). */
export const demo = jobTerms({
  title: 'Draw demo photos',
  titleOf: ({ individuals, photos }) => `Draw ${photos} demo photos of ${individuals} dolphins`,
  spec: demoSize.extend({
    /** Folder that receives the pictures and `truth.json`. */
    photosFolder: z.string(),
  }),
  result: z.object({ photos: z.number().int(), truthFile: z.string() }),
  summaryOf: ({ photos }) => `${photos} photos drawn, with the truth about them in truth.json.`,
  phases: { drawing: { title: 'Drawing photos', unit: 'photos' } },
});
