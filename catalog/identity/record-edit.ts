import type { IndividualEdit } from '#terms/identity/individual-edits.ts';
import type { Catalogue } from '../catalogue.ts';

/** Adds a row of what was done to an individual. */
export function record(
  catalogue: Catalogue,
  edit: {
    action: IndividualEdit['action'];
    individualId: number;
    otherId?: number | null;
    before?: object;
    after?: object;
    reviewerId: number;
    undoes?: number;
  },
  now: number,
): number {
  return catalogue.run(
    `INSERT INTO individual_edits (action, individual_id, other_id, before, after, reviewer_id, at,
       undoes) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    edit.action,
    edit.individualId,
    edit.otherId ?? null,
    JSON.stringify(edit.before ?? {}),
    JSON.stringify(edit.after ?? {}),
    edit.reviewerId,
    now,
    edit.undoes ?? null,
  ).id;
}
