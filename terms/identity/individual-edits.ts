import { z } from 'zod';
import { instant } from '../common.ts';

/** What a person did to an individual. */
const individualAction = z.enum(['edited', 'merged', 'split', 'best-photo', 'undo']);

/** A row of what was done; rows are added and never changed. */
export const individualEdit = z.object({
  id: z.number(),
  action: individualAction,
  individualId: z.number(),
  code: z.string(),
  /** The other individual of a merge or a split. */
  otherId: z.number().nullable(),
  otherCode: z.string().nullable(),
  before: z.record(z.string(), z.unknown()),
  after: z.record(z.string(), z.unknown()),
  reviewer: z.string().nullable(),
  at: instant,
  undoes: z.number().nullable(),
  isUndone: z.boolean(),
});
export type IndividualEdit = z.infer<typeof individualEdit>;

/** An edit that was taken back, and how many photos of a split stay where a later decision put them. */
export const undoneEdit = z.object({ edit: individualEdit, kept: z.number().int() });
export type UndoneEdit = z.infer<typeof undoneEdit>;
