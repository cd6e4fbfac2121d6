import type { BoxFacts } from '#terms/boxes/facts.ts';
import type { Catalogue } from '../catalogue.ts';
import { boxColumns, boxFrom, factsOf, type BoxFactsRow } from './box-facts.ts';

/** Facts of some boxes, by id; what is gone is left out. */
export function boxesById(catalogue: Catalogue, boxIds: Iterable<number>): Map<number, BoxFacts> {
  return new Map(
    catalogue
      .all<BoxFactsRow>(
        `SELECT ${boxColumns} FROM ${boxFrom}
         WHERE b.deleted_at IS NULL AND b.id IN (SELECT value FROM json_each(?))`,
        JSON.stringify([...new Set(boxIds)]),
      )
      .map((row) => [row.boxId, factsOf(row)]),
  );
}
