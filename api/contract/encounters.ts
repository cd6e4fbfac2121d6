import { oc } from '@orpc/contract';
import { z } from 'zod';
import { id, wallClock } from '#terms/common.ts';

/** One sighting of a group at a time and place; its times are those of its photos. */
export const encounter = z.object({
  id: z.number(),
  name: z.string(),
  origin: z.enum(['grouped', 'person', 'import']),
  place: z.string().nullable(),
  species: z.string().nullable(),
  notes: z.string(),
  startsMs: wallClock.nullable(),
  endsMs: wallClock.nullable(),
  photos: z.number().int(),
  coverPhotoId: z.number().nullable(),
});
export type Encounter = z.infer<typeof encounter>;

const edits = z.object({
  name: z.string().trim().min(1).max(200).optional(),
  place: z.string().nullable().optional(),
  species: z.string().nullable().optional(),
  notes: z.string().optional(),
});

export const encountersContract = {
  list: oc.output(z.array(encounter)),
  edit: oc.input(edits.extend({ encounterId: id })).output(encounter),
  /** Puts photos into an encounter, a new one if `encounterId` is null; empty ones go away. */
  assign: oc
    .input(
      z.object({
        photoIds: z.array(id).min(1).max(100_000),
        encounterId: id.nullable(),
        name: z.string().trim().min(1).max(200).optional(),
      }),
    )
    .output(encounter),
  merge: oc.input(z.object({ encounterIds: z.array(id).min(2), into: id })).output(encounter),
  /** Groups photos anew by folder and time gap; encounters a person made or edited are kept. */
  regroup: oc
    .input(z.object({ gapMinutes: z.number().min(1).max(10_080), dryRun: z.boolean() }))
    .output(z.object({ encounters: z.number().int(), photosMoved: z.number().int() })),
};
