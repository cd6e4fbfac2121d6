/** What two reviewers said of the same fins. */
import type { Catalogue } from '../catalogue.ts';
import { agreementOf } from '../identity/agreement.ts';
import type { Agreement, Disagreement, GivenVerdict } from '#terms/identity/second-review.ts';
import { boxColumns, boxFrom, factsOf, type BoxFactsRow } from './box-facts.ts';
import { boxVersion } from './decisions.ts';
import { mergedInto } from './merged-into.ts';
import { reviewPairs } from './review-pairs.ts';

/** How often two reviewers agree, over every box that both have judged; blind verdicts only. */
export function reviewAgreement(catalogue: Catalogue): Agreement {
  const all = reviewPairs(catalogue);
  const apart = all.filter((pair) => pair.apart);
  return {
    ...agreementOf(
      all.map(({ firstAnswer, secondAnswer }) => ({ first: firstAnswer, second: secondAnswer })),
    ),
    toSettle: apart.filter(({ settled }) => !settled).length,
    settled: apart.filter(({ settled }) => settled).length,
  };
}

const given = (catalogue: Catalogue, decisionId: number) =>
  catalogue.get<GivenVerdict>(
    `WITH RECURSIVE ${mergedInto}
     SELECT d.id AS decisionId, d.verdict, i.id AS individualId, i.code, d.reviewer_id AS reviewerId,
       r.name AS reviewer, d.origin, d.note, d.decided_at AS decidedAt
     FROM decisions d LEFT JOIN merged m ON m.id = d.individual_id
     LEFT JOIN individuals i ON i.id = m.into_id LEFT JOIN reviewers r ON r.id = d.reviewer_id
     WHERE d.id = ?`,
    decisionId,
  );

/** Boxes on which two reviewers disagree and that nobody has settled, in order. */
export function disagreements(catalogue: Catalogue, limit: number): Disagreement[] {
  return reviewPairs(catalogue)
    .filter(({ apart, settled }) => apart && !settled)
    .slice(0, limit)
    .flatMap(({ boxId, firstId, secondId }) => {
      const box = catalogue.get<BoxFactsRow>(
        `SELECT ${boxColumns} FROM ${boxFrom} WHERE b.id = ?`,
        boxId,
      );
      const first = given(catalogue, firstId);
      const second = given(catalogue, secondId);
      if (box === undefined || first === undefined || second === undefined) return [];
      return [
        {
          ...factsOf(box),
          version: boxVersion(catalogue, boxId, 'adjudication'),
          first,
          second,
        },
      ];
    });
}
