import { z } from 'zod';
import { boxAttributes } from '../boxes/attributes.ts';
import { truthPhoto } from '../demo.ts';
import { rectangle } from '../geometry.ts';
import { jobTerms } from './job-terms.ts';

/** What is known of a photo beforehand: its boxes with what is said of them, and whom each shows. */
const labelledPhoto = truthPhoto.pick({ file: true }).extend({
  boxes: z.array(
    rectangle.extend({
      ...boxAttributes.partial().shape,
      class: z.string(),
      individual: z.object({ code: z.string(), species: z.string().nullable() }),
    }),
  ),
});
export type LabelledPhoto = z.infer<typeof labelledPhoto>;

/** Boxes and names the first part of a demo's photos from its `truth.json`. */
export const demoLabels = jobTerms({
  title: 'Box and name demo photos',
  titleOf: ({ share }) => `Box and name ${Math.round(100 * share)} % of the demo photos`,
  spec: z.object({
    photosFolder: z.string(),
    /** Part of the photos, 0…1, by whole encounters from the first on. */
    share: z.number().min(0).max(1),
  }),
  batch: z.array(labelledPhoto),
  result: z.object({ photos: z.number().int(), boxes: z.number().int() }),
  phases: { naming: { title: 'Naming fins', unit: 'photos' } },
});
