/** What two reviewers said of the same fins. */
import type { Catalogue } from '../catalogue.ts';
import { agreementOf } from '../identity/agreement.ts';
import type { Agreement, Disagreement, GivenVerdict } from '#terms/identity/second-review.ts';
import { boxColumns, boxFrom, factsOf, type BoxFactsRow } from './box-facts.ts';
import { mergedInto } from './individual-codes.ts';

interface PairRow {
  boxId: number;
  firstId: number;
  secondId: number;
  firstAnswer: string;
  secondAnswer: string;
  settled: number;
}

/** A verdict in one word: the animal it names after all merges, or why it names none. */
const answer = (d: string, m: string) =>
  `CASE WHEN ${d}.individual_id IS NULL THEN ${d}.verdict ELSE '#' || ${m}.into_id END`;

const standing = (round: string, condition: string) => `(SELECT max(x.id) FROM decisions x
  WHERE x.box_id = b.id AND x.round = '${round}' AND x.verdict <> 'undo' AND ${condition}
    AND NOT EXISTS (SELECT 1 FROM decisions u WHERE u.undoes = x.id))`;

/** Every box that has both a first and a second verdict standing. */
function pairs(catalogue: Catalogue): PairRow[] {
  return catalogue.all(
    `WITH RECURSIVE ${mergedInto},
       reviewed (box_id, first_id, second_id, settled_id) AS (
         SELECT b.id, ${standing('first', `x.origin = 'person'`)},
           ${standing('second', '1')}, ${standing('adjudication', '1')}
         FROM boxes b
         WHERE b.deleted_at IS NULL
           AND b.id IN (SELECT box_id FROM decisions WHERE round = 'second'))
     SELECT r.box_id AS boxId, f.id AS firstId, s.id AS secondId,
       ${answer('f', 'fm')} AS firstAnswer, ${answer('s', 'sm')} AS secondAnswer,
       coalesce(r.settled_id > s.id AND r.settled_id > f.id, 0) AS settled
     FROM reviewed r JOIN decisions f ON f.id = r.first_id JOIN decisions s ON s.id = r.second_id
     LEFT JOIN merged fm ON fm.id = f.individual_id LEFT JOIN merged sm ON sm.id = s.individual_id
     ORDER BY r.box_id`,
  );
}

/** How often two reviewers agree, over every box that both have judged; blind verdicts only. */
export function reviewAgreement(catalogue: Catalogue): Agreement {
  const all = pairs(catalogue);
  const apart = all.filter(({ firstAnswer, secondAnswer }) => firstAnswer !== secondAnswer);
  return {
    ...agreementOf(
      all.map(({ firstAnswer, secondAnswer }) => ({ first: firstAnswer, second: secondAnswer })),
    ),
    toSettle: apart.filter(({ settled }) => settled === 0).length,
    settled: apart.filter(({ settled }) => settled === 1).length,
  };
}

/** Boxes on which two reviewers disagree and that nobody has settled, oldest first. */
export function disagreements(catalogue: Catalogue, limit: number): Disagreement[] {
  const given = (decisionId: number) =>
    catalogue.get<GivenVerdict>(
      `WITH RECURSIVE ${mergedInto}
       SELECT d.id AS decisionId, d.verdict, i.id AS individualId, i.code, r.name AS reviewer, d.note,
         d.decided_at AS decidedAt
       FROM decisions d LEFT JOIN merged m ON m.id = d.individual_id
       LEFT JOIN individuals i ON i.id = m.into_id LEFT JOIN reviewers r ON r.id = d.reviewer_id
       WHERE d.id = ?`,
      decisionId,
    );
  return pairs(catalogue)
    .filter(
      ({ firstAnswer, secondAnswer, settled }) => firstAnswer !== secondAnswer && settled === 0,
    )
    .slice(0, limit)
    .flatMap(({ boxId, firstId, secondId }) => {
      const box = catalogue.get<BoxFactsRow & { version: number }>(
        `SELECT ${boxColumns}, (SELECT coalesce(max(v.id), 0) FROM decisions v
           WHERE v.box_id = b.id AND v.round <> 'second' AND v.origin <> 'pseudo-label') AS version
         FROM ${boxFrom} WHERE b.id = ?`,
        boxId,
      );
      const first = given(firstId);
      const second = given(secondId);
      return box === undefined || first === undefined || second === undefined
        ? []
        : [{ ...factsOf(box), first, second }];
    });
}
