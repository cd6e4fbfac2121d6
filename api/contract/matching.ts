import { oc } from '@orpc/contract';
import { z } from 'zod';
import { id } from '#terms/common.ts';
import { heatMap } from '#terms/matching/heat-map.ts';
import { finGroup, ranking, rankOptions } from '#terms/matching/ranking.ts';
import { likelyDuplicate, likelyMixUp } from '#terms/matching/suspicions.ts';

const by = z.object({ reviewerId: id });

export const matchingContract = {
  /** Candidates of one box, or of all photos of one animal in an encounter taken together. */
  candidates: oc.input(rankOptions.extend({ boxIds: z.array(id).min(1).max(500) })).output(ranking),
  /** Boxes of an encounter that look like one animal, so that they can be judged at once. */
  groups: oc.input(z.object({ encounterId: id })).output(z.array(finGroup)),
  duplicates: oc
    .input(z.object({ limit: z.number().int().min(1).max(500).default(50) }).prefault({}))
    .output(z.array(likelyDuplicate)),
  mixUps: oc
    .input(z.object({ limit: z.number().int().min(1).max(500).default(50) }).prefault({}))
    .output(z.array(likelyMixUp)),
  /** Says that two which look alike are two; the pair is not listed again. */
  keepApart: oc.input(by.extend({ a: id, b: id })).output(z.object({ findingId: id })),
  /** Says that a photo unlike the others belongs to its animal. */
  confirmPhoto: oc
    .input(by.extend({ individualId: id, boxId: id }))
    .output(z.object({ findingId: id })),
  undoFinding: oc.input(by.extend({ findingId: id })).output(z.object({ findingId: id })),
  /** Regions of the query that drove its likeness to the other. */
  heatMap: oc.input(z.object({ boxId: id, otherBoxId: id })).output(heatMap),
};
