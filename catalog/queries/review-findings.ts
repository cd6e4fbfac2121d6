/** What persons said about suspicions: pairs that are two animals, photos that belong where they are. */
import type { Catalogue } from '../catalogue.ts';
import { mergedInto } from './merged-into.ts';

const standing = `NOT EXISTS (SELECT 1 FROM review_findings u WHERE u.undoes = f.id)`;

/** Pairs that were kept apart, as the animals stand after all merges. */
export function keptApart(catalogue: Catalogue): { a: number; b: number }[] {
  return catalogue.all(
    `WITH RECURSIVE ${mergedInto}
     SELECT m.into_id AS a, n.into_id AS b FROM review_findings f
     JOIN merged m ON m.id = f.individual_id JOIN merged n ON n.id = f.other_id
     WHERE f.finding = 'kept-apart' AND m.into_id <> n.into_id AND ${standing}`,
  );
}

/** Photos that somebody said belong to their animal. */
export function belonging(catalogue: Catalogue): { individualId: number; boxId: number }[] {
  return catalogue.all(
    `WITH RECURSIVE ${mergedInto}
     SELECT m.into_id AS individualId, f.box_id AS boxId FROM review_findings f
     JOIN merged m ON m.id = f.individual_id WHERE f.finding = 'belongs' AND ${standing}`,
  );
}
