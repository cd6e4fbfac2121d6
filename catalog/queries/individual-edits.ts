/** What persons did to individuals: rows that are added and never changed. */
import type { IndividualEdit } from '#terms/identity/individual-edits.ts';
import type { Catalogue } from '../catalogue.ts';

export type EditRow = Omit<IndividualEdit, 'before' | 'after' | 'isUndone'> & {
  before: string;
  after: string;
  isUndone: number;
};

export const selectEdits = `SELECT e.id, e.action, e.individual_id AS individualId, i.code,
    e.other_id AS otherId, o.code AS otherCode, e.before, e.after, r.name AS reviewer, e.at, e.undoes,
    EXISTS (SELECT 1 FROM individual_edits u WHERE u.undoes = e.id) AS isUndone
  FROM individual_edits e JOIN individuals i ON i.id = e.individual_id
  LEFT JOIN individuals o ON o.id = e.other_id LEFT JOIN reviewers r ON r.id = e.reviewer_id`;

export const editOf = ({ before, after, isUndone, ...row }: EditRow): IndividualEdit => ({
  ...row,
  before: JSON.parse(before) as Record<string, unknown>,
  after: JSON.parse(after) as Record<string, unknown>,
  isUndone: isUndone === 1,
});

/** What was done to an individual, newest first; without one, to all. */
export function individualEdits(
  catalogue: Catalogue,
  individualId: number | null,
  limit: number,
): IndividualEdit[] {
  return catalogue
    .all<EditRow>(
      `${selectEdits} WHERE @only IS NULL OR e.individual_id = @only OR e.other_id = @only
       ORDER BY e.id DESC LIMIT @limit`,
      { only: individualId, limit },
    )
    .map(editOf);
}
