import type { Catalogue } from '../catalogue.ts';

/** A box that shows no fin is no example of one for the detector; any other verdict takes that back. */
export function showInBoxState(catalogue: Catalogue, boxId: number, now: number): void {
  const verdict = catalogue.value<string>(
    'SELECT verdict FROM box_identity WHERE box_id = ?',
    boxId,
  );
  const everCalledNoFin =
    catalogue.value(
      `SELECT 1 FROM decisions WHERE box_id = ? AND verdict = 'not-a-fin' AND round <> 'second'`,
      boxId,
    ) !== undefined;
  if (!everCalledNoFin) return;
  catalogue.run(
    'UPDATE boxes SET state = @state, updated_at = @now WHERE id = @boxId AND state <> @state',
    { state: verdict === 'not-a-fin' ? 'rejected' : 'accepted', now, boxId },
  );
}
