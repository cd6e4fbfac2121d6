import type { Catalogue } from '../catalogue.ts';

const shownVerdict = (catalogue: Catalogue, boxId: number) =>
  catalogue.value<string>('SELECT verdict FROM box_identity WHERE box_id = ?', boxId);

/**
 * Writes about a box. One that is found to show no fin is no example of one for the detector; any word after
 * that takes it back.
 */
export function keepingBoxState<T>(
  catalogue: Catalogue,
  boxId: number,
  now: number,
  write: () => T,
): T {
  const wasFin = shownVerdict(catalogue, boxId) !== 'not-a-fin';
  const written = write();
  const isFin = shownVerdict(catalogue, boxId) !== 'not-a-fin';
  if (wasFin !== isFin) {
    catalogue.run(
      'UPDATE boxes SET state = ?, updated_at = ? WHERE id = ?',
      isFin ? 'accepted' : 'rejected',
      now,
      boxId,
    );
  }
  return written;
}
