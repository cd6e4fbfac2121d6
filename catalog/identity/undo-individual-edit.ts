/** Taking back what was done to individuals, by rows of its own. */
import type { Side } from '#terms/sides.ts';
import type { Catalogue } from '../catalogue.ts';
import { CatalogueError } from '../catalogue-error.ts';
import { storeBest } from './best-photo.ts';
import { editOf, selectEdits, type EditRow } from '../queries/individual-edits.ts';
import { record } from './record-edit.ts';
import type { IndividualEdit, UndoneEdit } from '#terms/identity/individual-edits.ts';
import { takeBackFacts } from './edit-individual.ts';
import { takeBackSplit } from './split-individual.ts';

/**
 * Takes an edit back by a row of its own. After a merge both individuals stand again; after a split the
 * photos that nobody judged since go back, and the animal that it made is none any more.
 *
 * @throws CatalogueError `conflict` if it was taken back before, or if what it set was changed since.
 */
export function undoEdit(
  catalogue: Catalogue,
  editId: number,
  reviewerId: number,
  now: number,
): UndoneEdit {
  return catalogue.transaction(() => {
    const row = catalogue.get<EditRow>(`${selectEdits} WHERE e.id = ?`, editId);
    if (row === undefined || row.action === 'undo') {
      throw new CatalogueError('not-found', `There is no edit ${editId} to undo.`, { editId });
    }
    const edit = editOf(row);
    if (edit.isUndone) {
      throw new CatalogueError('conflict', 'This was undone already.', { editId });
    }
    const kept = reverse(catalogue, edit, reviewerId, now);
    record(
      catalogue,
      {
        action: 'undo',
        individualId: edit.individualId,
        otherId: edit.otherId,
        reviewerId,
        undoes: editId,
      },
      now,
    );
    return { edit: { ...edit, isUndone: true }, kept };
  });
}

/** @returns photos of a split that stay where a later decision put them. */
function reverse(
  catalogue: Catalogue,
  edit: IndividualEdit,
  reviewerId: number,
  now: number,
): number {
  const { individualId, otherId, before, after } = edit;
  if (edit.action === 'edited') {
    takeBackFacts(catalogue, individualId, before, after);
    return 0;
  }
  if (edit.action === 'best-photo') {
    const side = after.side as Side;
    storeBest(catalogue, individualId, side, (before.boxId as number | null) ?? null);
    return 0;
  }
  if (otherId === null) throw new Error(`The ${edit.action} ${edit.id} names only one individual.`);
  if (edit.action === 'merged') {
    const { changes } = catalogue.run(
      'UPDATE individuals SET merged_into = NULL WHERE id = ? AND merged_into = ?',
      individualId,
      otherId,
    );
    if (changes === 0) {
      throw new CatalogueError(
        'conflict',
        `${edit.code} is not merged into ${edit.otherCode} now.`,
        {
          individualId,
        },
      );
    }
    takeBackFacts(catalogue, otherId, before, after);
    return 0;
  }
  return takeBackSplit(catalogue, edit, reviewerId, now);
}
