/** What a second reviewer is not told. */
import type { Reader } from '../moment.ts';
import { sameMoment, stands } from './review-pairs.ts';

/**
 * Fins that tell who those at hand show, if they are named: themselves, the others of their photos, and frames of
 * the same moment.
 */
export function besides(reader: Reader, atHand: readonly number[]): number[] {
  if (atHand.length === 0) return [];
  return reader
    .all<{ id: number }>(
      `SELECT DISTINCT o.id FROM json_each(?) j JOIN boxes b ON b.id = j.value
       JOIN photos p ON p.id = b.photo_id
       JOIN photos q ON q.id = p.id OR ${sameMoment('p', 'q')}
       JOIN boxes o ON o.photo_id = q.id`,
      JSON.stringify(atHand),
    )
    .map(({ id }) => id);
}

/** SQL: whether the box in a column is not among those of `@unseen`, a list as JSON. */
export const isSeen = (box: string) => `${box} NOT IN (SELECT value FROM json_each(@unseen))`;

/** SQL: a second verdict on box `b` that stands, by another person than whose word `w` it goes over. */
export const secondVerdict = (b: string, w: string, condition: string) => `EXISTS (
  SELECT 1 FROM decisions s WHERE s.box_id = ${b} AND s.round = 'second'
    AND s.reviewer_id IS NOT ${w}.reviewer_id AND ${stands('s')} AND ${condition})`;

/** SQL: whether the box in a column waits for the second verdict of the reviewer in another. */
export const isSealed = (box: string, reviewer: string) => `EXISTS (
  SELECT 1 FROM box_identity w JOIN decisions first ON first.id = w.decision_id
  WHERE w.box_id = ${box} AND w.verdict <> 'unsure' AND first.round = 'first'
    AND coalesce(w.reviewer_id, 0) <> ${reviewer}
    AND NOT ${secondVerdict('w.box_id', 'w', `s.verdict <> 'unsure'`)})`;
