import { oc } from '@orpc/contract';
import { z } from 'zod';
import { id } from '#terms/common.ts';
import { encounter, encounterEdits, encounterGapMinutes } from '#terms/photos/encounters.ts';

export const encountersContract = {
  list: oc.output(z.array(encounter)),
  edit: oc.input(encounterEdits.extend({ encounterId: id })).output(encounter),
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
    .input(z.object({ gapMinutes: encounterGapMinutes, dryRun: z.boolean() }))
    .output(z.object({ encounters: z.number().int(), photosMoved: z.number().int() })),
};
