import { z } from 'zod';
import { rectangle } from '../geometry.ts';

/** Regions of two pictures that drove their likeness: a grid of 0…1 each, row by row. */
export const heatMap = z.object({
  columns: z.number().int(),
  rows: z.number().int(),
  /** Of the picture that the network saw of the query. */
  query: z.array(z.number()),
  other: z.array(z.number()),
  /** What it saw, in fractions of the upright photo. */
  queryArea: rectangle,
  otherArea: rectangle,
});
export type HeatMap = z.infer<typeof heatMap>;
