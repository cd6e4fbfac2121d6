import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Catalogue } from '../catalogue.ts';
import { madeStudy } from '../exports/made-study.fixture.ts';
import { decisionLog, decisionLogCsv } from './decision-log.ts';
import { decide } from '../identity/decide.ts';
import { addReviewer } from '../identity/add-reviewer.ts';
import type { NewDecision } from '#terms/identity/decisions.ts';
import { identifyQueue, secondReviewQueue } from './identify-queue.ts';
import { disagreements, reviewAgreement } from './second-review.ts';
import { boxVersion } from './decisions.ts';

let catalogue: Catalogue;
let remove: () => void;
const ANN = 1;
let ben: number;
beforeEach(() => {
  ({ catalogue, remove } = madeStudy());
  ben = addReviewer(catalogue, 'Ben', 1).id;
});
afterEach(() => remove());

const idOf = (code: string) =>
  catalogue.value<number>('SELECT id FROM individuals WHERE code = ?', code) ?? 0;
const say = (
  boxId: number,
  round: NewDecision['round'],
  verdict: NewDecision['verdict'],
  code: string | null,
  reviewerId = ben,
) =>
  decide(
    catalogue,
    {
      boxes: [{ boxId, version: boxVersion(catalogue, boxId, round) }],
      verdict,
      individualId: code === null || verdict === 'new' ? null : idOf(code),
      code,
      round,
      candidates: [],
      modelId: null,
      note: '',
      reviewerId,
    },
    99,
  );
const waiting = (reviewer: number) =>
  secondReviewQueue(catalogue, reviewer, {}, 'encounter', 100).rows.map(({ boxId }) => boxId);

it('a second reviewer gets what others decided, once, and nothing of what they said', () => {
  expect(waiting(ANN)).toEqual([]);
  expect(waiting(ben)).toHaveLength(8);
  say(1, 'second', 'match', 'TT001');
  expect(waiting(ben)).not.toContain(1);
  const { rows, waiting: left, total } = secondReviewQueue(catalogue, ben, {}, 'quality', 100);
  expect([left, total]).toEqual([7, 8]);
  expect(JSON.stringify(rows)).not.toContain('TT001');
});

it('agreement is of animals, however sure; a merge makes two words one', () => {
  say(1, 'second', 'match', 'TT001'); // first: new TT001
  say(2, 'second', 'probable', 'TT001'); // first: match TT001
  say(3, 'second', 'match', 'TT001'); // first: new TT-2
  say(4, 'second', 'cannot-compare', null); // first: probable TT-2
  expect(reviewAgreement(catalogue)).toMatchObject({ n: 4, agreed: 2, share: 0.5, toSettle: 2 });
  // po 2/4; pe (2·3 + 2·0)/16 = .375; kappa .2.
  expect(reviewAgreement(catalogue).kappa).toBeCloseTo(0.2, 12);
  catalogue.run('UPDATE individuals SET merged_into = ? WHERE code = ?', idOf('TT001'), 'TT-2');
  expect(reviewAgreement(catalogue)).toMatchObject({ n: 4, agreed: 3, toSettle: 1 });
});

it('new said twice is one animal, and a second new of a known one waits to be settled', () => {
  const animals = () => catalogue.value('SELECT count(*) FROM individuals');
  const before = animals();
  say(1, 'second', 'new', 'TT-3');
  expect(animals()).toBe(before);
  expect(reviewAgreement(catalogue)).toMatchObject({ n: 1, agreed: 1 });
  say(2, 'second', 'new', 'TT-3');
  const [apart] = disagreements(catalogue, 10);
  expect(apart).toMatchObject({
    boxId: 2,
    first: { verdict: 'match', code: 'TT001', reviewer: 'Ann Lee' },
    second: { verdict: 'new', code: 'TT-3', reviewer: 'Ben' },
  });
  // What the box shows is still the first word.
  expect(catalogue.value('SELECT individual_id FROM box_identity WHERE box_id = 2')).toBe(
    idOf('TT001'),
  );
  say(2, 'adjudication', 'match', 'TT-3');
  expect(catalogue.value('SELECT individual_id FROM box_identity WHERE box_id = 2')).toBe(
    idOf('TT-3'),
  );
  expect(reviewAgreement(catalogue)).toMatchObject({ toSettle: 0, settled: 1 });
});

it('the queue counts what waits; not sure comes back at its end', () => {
  catalogue.run(`UPDATE boxes SET state = 'accepted' WHERE id = 9`);
  say(8, 'first', 'unsure', null, ANN);
  const { rows, waiting: left, total } = identifyQueue(catalogue, {}, 'encounter', 10);
  expect(rows.map(({ boxId, wasUnsure }) => [boxId, wasUnsure])).toEqual([
    [9, false],
    [8, true],
  ]);
  expect([left, total]).toEqual([2, 9]);
  expect(rows[1].version).toBe(boxVersion(catalogue, 8, 'first'));
  expect(identifyQueue(catalogue, { encounterId: 1 }, 'quality', 10).waiting).toBe(1);
  expect(identifyQueue(catalogue, { side: 'right' }, 'quality', 10).waiting).toBe(0);
});

it('the log is filtered, and written as a table whose cells no spreadsheet runs', () => {
  say(9, 'first', 'match', '=SUM(A1)');
  expect(decisionLog(catalogue, { individualId: idOf('TT001') }, 0, 10).total).toBe(4);
  expect(decisionLog(catalogue, { reviewerId: ben }, 0, 10).rows).toMatchObject([
    { boxId: 9, verdict: 'match', code: '=SUM(A1)', reviewer: 'Ben', stands: true },
  ]);
  const lines = [...decisionLogCsv(catalogue, { text: 'sum(' })];
  expect(lines).toHaveLength(3);
  expect(lines[2]).toMatch(/,Ben,first,person,match,'=SUM\(A1\),'=SUM\(A1\),/);
});
