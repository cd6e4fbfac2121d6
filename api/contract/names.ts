import { oc } from '@orpc/contract';
import { z } from 'zod';
import { id } from '#terms/common.ts';
import { judgedBox, storedDecision, undoneDecision } from '#terms/identity/decisions.ts';
import { nameStates, nameToPlace, waitingNameList } from '#terms/identity/waiting-names.ts';
import { idsOf } from '#terms/tables.ts';

const limit = z.number().int().min(1).max(10_000).default(200);
const seen = z.object({ nameId: id, reviewerId: id });

/** Names that came for a photo, until they are with an animal on it. */
export const namesContract = {
  list: oc
    .input(z.object({ state: z.enum(idsOf(nameStates)).nullable().default(null), limit }))
    .output(waitingNameList),
  /** Those of which a person is to say which box they belong to. */
  toPlace: oc
    .input(z.object({ limit }))
    .output(z.object({ total: z.number().int(), rows: z.array(nameToPlace) })),
  place: oc.input(seen.extend({ box: judgedBox })).output(storedDecision),
  /** None of them is it: the name is taken back. */
  refuse: oc.input(seen).output(undoneDecision),
  restore: oc.input(seen),
};
