import { oc } from '@orpc/contract';
import { z } from 'zod';
import { id } from '#terms/common.ts';
import { side } from '#terms/sides.ts';
import { individualEdit, undoneEdit } from '#terms/identity/individual-edits.ts';
import { individualBox, individualCard, individualFacts } from '#terms/identity/individuals.ts';
import { mergePreview, splitTarget } from '#terms/identity/merge-and-split.ts';

const pair = z.object({ fromId: id, intoId: id });
const by = z.object({ reviewerId: id });

export const individualsContract = {
  /** All of them, by code. */
  list: oc.output(z.array(individualCard)),
  get: oc.input(z.object({ individualId: id })).output(individualCard),
  /** All photos of one, the best first. */
  boxes: oc.input(z.object({ individualId: id })).output(z.array(individualBox)),
  edit: oc
    .input(individualFacts.partial().extend({ reviewerId: id, individualId: id }))
    .output(individualCard),
  chooseBest: oc
    .input(by.extend({ individualId: id, side, boxId: id.nullable() }))
    .output(individualCard),
  previewMerge: oc.input(pair).output(mergePreview),
  merge: oc.input(pair.extend({ reviewerId: id })).output(individualCard),
  /** Photos of one animal that show another, a new one under `code` or one that is there. */
  split: oc
    .input(
      by.extend({
        individualId: id,
        boxIds: z.array(id).min(1).max(10_000),
        to: splitTarget,
      }),
    )
    .output(individualCard),
  /** What was done to one, or to any: newest first. */
  edits: oc
    .input(
      z.object({
        individualId: id.nullable().default(null),
        limit: z.number().int().min(1).max(1000).default(200),
      }),
    )
    .output(z.array(individualEdit)),
  undoEdit: oc.input(by.extend({ editId: id })).output(undoneEdit),
};
