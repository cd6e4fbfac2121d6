import { z } from 'zod';

/** A share or mean with what stands behind it. */
export const figure = z.object({
  value: z.number(),
  /** Cases it was counted over. */
  n: z.number().int(),
  /** 95 % bootstrap interval; null where none can be drawn. */
  interval: z.tuple([z.number(), z.number()]).nullable(),
});
export type Figure = z.infer<typeof figure>;

/** How well queries were identified. */
export const identificationFigures = z.object({
  /** With the new individual in the list at the threshold, over all queries as they are. */
  map5: figure,
  map5Known: figure,
  map5New: figure,
  /** Of known animals, among individuals alone: whether theirs is first, among 5, among 10. */
  top1: figure,
  top5: figure,
  top10: figure,
  /** MAP@5 of known animals among individuals alone, as other programs have it; reports of before have none. */
  map5Individuals: figure.nullable().default(null),
  /** How well the first score tells new animals from known ones: area under the curve, 0–1. */
  aucNew: z.number().nullable(),
});
export type IdentificationFigures = z.infer<typeof identificationFigures>;

/** What a person misses who looks at so many candidates. */
export const missRate = z.object({
  /** Individuals that a person looks at. */
  candidates: z.number().int(),
  /** Share of known queries whose animal is not among them, 0–1. */
  missed: z.number(),
  n: z.number().int(),
});
export type MissRate = z.infer<typeof missRate>;
