/** What a first and a second reviewer say of one fin: the rules of `docs/identity.md` as a query. */
import type { Reader } from '../moment.ts';
import { mergedInto } from './merged-into.ts';

interface ReviewPair {
  boxId: number;
  firstId: number;
  secondId: number;
  firstReviewerId: number | null;
  secondReviewerId: number | null;
  /** In one word each: the animal after all merges, or why there is none. */
  firstAnswer: string;
  secondAnswer: string;
  /** Whether the two differ. */
  apart: boolean;
  /** Whether somebody had the last word since both spoke. */
  settled: boolean;
}

type PairReader = Pick<Reader, 'all'>;

/** A decision that nobody took back. */
export const stands = (d: string) => `${d}.verdict <> 'undo'
  AND NOT EXISTS (SELECT 1 FROM decisions undone WHERE undone.undoes = ${d}.id)`;

/** A decision of the history that names animals: not a blind one, and not a network's. */
const counts = (d: string) => `${d}.round <> 'second' AND ${d}.origin <> 'pseudo-label'`;

/** A verdict in one word: the animal it names after all merges, or why it names none. */
const answer = (d: string, m: string) =>
  `CASE WHEN ${d}.individual_id IS NULL THEN ${d}.verdict ELSE '#' || ${m}.into_id END`;

/**
 * Whether a second reviewer could see another fin of the first one's animal when saying "new": one that
 * showed it then, of another photo, and not of the same moment. If there was none, "new" was the same answer.
 */
const couldSeeAnother = `EXISTS (
  SELECT 1 FROM merged k JOIN decisions e ON e.individual_id = k.id
  JOIN boxes eb ON eb.id = e.box_id AND eb.deleted_at IS NULL JOIN photos ep ON ep.id = eb.photo_id
  WHERE k.into_id = fm.into_id AND e.id < s.id AND ${counts('e')}
    AND eb.photo_id <> b.photo_id AND NOT ${sameMoment('ep', 'p')}
    AND NOT EXISTS (SELECT 1 FROM decisions u WHERE u.undoes = e.id AND u.id < s.id)
    AND NOT EXISTS (SELECT 1 FROM decisions l WHERE l.box_id = e.box_id AND l.id > e.id AND l.id < s.id
      AND l.verdict <> 'undo' AND ${counts('l')}
      AND NOT EXISTS (SELECT 1 FROM decisions u WHERE u.undoes = l.id AND u.id < s.id)))`;

/** Frames of one encounter within ten seconds show the same moment: proof of nothing, and a hint. */
export function sameMoment(a: string, b: string): string {
  return `(${a}.encounter_id IS NOT NULL AND ${a}.encounter_id IS ${b}.encounter_id
    AND coalesce(abs(${a}.taken_ms - ${b}.taken_ms) <= 10000, 0))`;
}

/**
 * Every fin on which a second verdict stands beside another person's word, in order of the fins. The first
 * word is the newest that stands of those a reviewer or an import gave, or that a split or a settling gave before
 * the second verdict. A settling or a split after both is the last word. "Not sure" is no word yet.
 *
 * @param boxId one fin; null for all
 */
export function reviewPairs(reader: PairReader, boxId: number | null = null): ReviewPair[] {
  return reader
    .all<Omit<ReviewPair, 'apart' | 'settled'> & { settled: number }>(
      `WITH RECURSIVE ${mergedInto},
         judged (box_id, second_id) AS (
           SELECT d.box_id, max(d.id) FROM decisions d
           WHERE d.round = 'second' AND ${stands('d')} AND (@boxId IS NULL OR d.box_id = @boxId)
           GROUP BY d.box_id),
         reviewed (box_id, second_id, first_id, settled_id) AS (
           SELECT j.box_id, j.second_id,
             (SELECT max(x.id) FROM decisions x WHERE x.box_id = j.box_id AND ${counts('x')} AND ${stands('x')}
               AND ((x.round = 'first' AND x.edit_id IS NULL) OR x.id < j.second_id)),
             (SELECT max(x.id) FROM decisions x WHERE x.box_id = j.box_id AND ${counts('x')} AND ${stands('x')}
               AND (x.round = 'adjudication' OR x.edit_id IS NOT NULL))
           FROM judged j)
       SELECT r.box_id AS boxId, f.id AS firstId, s.id AS secondId, f.reviewer_id AS firstReviewerId,
         s.reviewer_id AS secondReviewerId, ${answer('f', 'fm')} AS firstAnswer,
         CASE WHEN s.verdict = 'new' AND f.individual_id IS NOT NULL AND NOT ${couldSeeAnother}
           THEN ${answer('f', 'fm')} ELSE ${answer('s', 'sm')} END AS secondAnswer,
         coalesce(r.settled_id > s.id AND r.settled_id > f.id, 0) AS settled
       FROM reviewed r JOIN decisions f ON f.id = r.first_id JOIN decisions s ON s.id = r.second_id
       JOIN boxes b ON b.id = r.box_id AND b.deleted_at IS NULL JOIN photos p ON p.id = b.photo_id
       LEFT JOIN merged fm ON fm.id = f.individual_id LEFT JOIN merged sm ON sm.id = s.individual_id
       WHERE f.verdict <> 'unsure' AND s.verdict <> 'unsure' AND f.reviewer_id IS NOT s.reviewer_id
       ORDER BY r.box_id`,
      { boxId },
    )
    .map((pair) => ({
      ...pair,
      apart: pair.firstAnswer !== pair.secondAnswer,
      settled: pair.settled === 1,
    }));
}

/** The two words on a fin that wait for a last one; undefined where the two agree or one was had. */
export function openDispute(reader: PairReader, boxId: number): ReviewPair | undefined {
  return reviewPairs(reader, boxId).find(({ apart, settled }) => apart && !settled);
}

/** Fins about which two reviewers disagree and nobody had the last word. */
export const openDisputes = (reader: PairReader): number[] =>
  reviewPairs(reader)
    .filter(({ apart, settled }) => apart && !settled)
    .map(({ boxId }) => boxId);

/** Whether a person is one of the two who disagree. */
export const isParty = (
  { firstReviewerId, secondReviewerId }: ReviewPair,
  reviewerId: number,
): boolean => reviewerId === firstReviewerId || reviewerId === secondReviewerId;
