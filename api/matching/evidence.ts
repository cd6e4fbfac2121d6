/** Which photos count as evidence for a query, and which would only say what is known already. */
import type { MatchFilter } from '#terms/matching/ranking.ts';
import type { MatchIndex } from './match-index.ts';
import type { MatchBox } from '#catalog/queries/match-rows.ts';

/** Frames of one encounter this close together are one burst, milliseconds. */
const BURST_MS = 10_000;

/** Whether two photos show one moment. */
export const isOfBurst = (a: MatchBox, b: MatchBox) =>
  a.encounterId === b.encounterId &&
  a.takenMs !== null &&
  b.takenMs !== null &&
  Math.abs(a.takenMs - b.takenMs) <= BURST_MS;

/** Whether a photo of an animal may be compared by the person's filter. */
function fits(index: MatchIndex, box: MatchBox, individual: number, filter: MatchFilter): boolean {
  const { side, minQuality, species } = filter;
  // A side that nobody said may be either; only who asks for "unknown" means nothing but that.
  if (side !== undefined && box.side !== side && box.side !== 'unknown') return false;
  if (minQuality !== undefined && (box.quality ?? 3) < minQuality) return false;
  if (species === undefined) return true;
  const known = index.speciesOf(individual) ?? box.species;
  return known === null || known === species;
}

/**
 * 1 for each row that is evidence: a photo of a named animal that fits the filter. The query's own boxes
 * and photos never are. A burst of a fin that is named already is not either: a second reviewer, or who
 * looks again, would see the same moment once more and take it for proof. For a fin that nobody has
 * named, the frame before is the best evidence there is, and counts. A second reviewer's evidence is the same whether the fin has a name or not, and lacks `unseen` boxes.
 */
export function evidenceMask(
  index: MatchIndex,
  queries: readonly MatchBox[],
  filter: MatchFilter,
  unseen: ReadonlySet<number> | null = null,
): Uint8Array {
  const own = new Set(queries.map(({ photoId }) => photoId));
  const named = queries.filter(({ boxId }) => {
    if (unseen !== null) return true;
    const row = index.rowOf(boxId);
    return row !== undefined && (index.owners[row] ?? -1) >= 0;
  });
  const mask = new Uint8Array(index.count);
  const { owners } = index;
  for (let row = 0; row < mask.length; row++) {
    const individual = owners[row] ?? -1;
    if (individual < 0) continue;
    const box = index.boxAt(row);
    if (box === undefined || own.has(box.photoId) || unseen?.has(box.boxId) === true) continue;
    if (!fits(index, box, individual, filter)) continue;
    if (named.some((query) => isOfBurst(query, box))) continue;
    mask[row] = 1;
  }
  return mask;
}
