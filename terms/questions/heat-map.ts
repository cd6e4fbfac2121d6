import { z } from 'zod';
import { cropBox } from '../boxes/crop-box.ts';
import { embedderServing } from '../embedder/serving.ts';
import { heatMap } from '../matching/heat-map.ts';
import { side } from '../sides.ts';

/** A box with the pixels of its photo. */
const heatBox = cropBox.extend({
  side,
  width: z.number().int(),
  height: z.number().int(),
});

export const heatMapQuestion = {
  input: z.object({
    /** Of the version, below the catalogue's folder. */
    weights: z.string(),
    serving: embedderServing.extend({ dimensions: z.number().int() }),
    /** The query and the other. */
    boxes: z.array(heatBox).length(2),
  }),
  answer: heatMap,
};
