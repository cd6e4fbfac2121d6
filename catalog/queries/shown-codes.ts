import type { Reader } from '../moment.ts';
import { mergedInto } from './merged-into.ts';

/** Whom some boxes show now, by code; those that show nobody are left out. */
export function shownCodes(reader: Reader, boxIds: readonly number[]): Map<number, string> {
  return new Map(
    reader
      .all<{ boxId: number; code: string }>(
        `WITH RECURSIVE ${mergedInto} SELECT w.box_id AS boxId, i.code
         FROM json_each(?) j JOIN box_identity w ON w.box_id = j.value
         JOIN merged m ON m.id = w.individual_id JOIN individuals i ON i.id = m.into_id`,
        JSON.stringify(boxIds),
      )
      .map(({ boxId, code }) => [boxId, code]),
  );
}
