import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Catalogue } from '../catalogue.ts';
import { madeStudy } from '../exports/made-study.fixture.ts';
import { decisionLog, decisionLogCsv } from './decision-log.ts';
import { decide } from '../identity/decide.ts';
import { nameBox } from '../identity/named-box.fixture.ts';
import { addReviewer } from '../identity/add-reviewer.ts';
import type { NewDecision } from '#terms/identity/decisions.ts';
import { identifyQueue, secondReviewQueue } from './identify-queue.ts';
import { disagreements, reviewAgreement } from './second-review.ts';
import { boxVersion } from './decisions.ts';
import { proposedCode } from './individual-codes.ts';
import { listIndividuals } from './individuals.ts';
import { splitIndividual } from '../identity/split-individual.ts';
import { undoDecision } from '../identity/undo-decision.ts';

let catalogue: Catalogue;
let remove: () => void;
const ANN = 1;
let ben: number;
let cora: number;
beforeEach(() => {
  ({ catalogue, remove } = madeStudy());
  ben = addReviewer(catalogue, 'Ben', 1).id;
  cora = addReviewer(catalogue, 'Cora', 1).id;
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
  note = '',
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
      note,
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

it('a second "new" agrees where no other fin of the animal could be seen, and names nobody', () => {
  const animals = () => catalogue.value('SELECT count(*) FROM individuals');
  const before = animals();
  say(6, 'second', 'new', null);
  expect(reviewAgreement(catalogue)).toMatchObject({ n: 1, agreed: 1 });
  // Said to be new although other photos of TT001 were there to compare with.
  say(1, 'second', 'new', null);
  expect(reviewAgreement(catalogue)).toMatchObject({ n: 2, agreed: 1, toSettle: 1 });
  expect(animals()).toBe(before);
  expect(proposedCode(catalogue)).toBe('TT-3');
});

it('a second new of a known one waits to be settled, and has a code from then on', () => {
  say(2, 'second', 'new', null);
  const [apart] = disagreements(catalogue, 10);
  expect(apart).toMatchObject({
    boxId: 2,
    first: { verdict: 'match', code: 'TT001', reviewer: 'Ann Lee' },
    second: { verdict: 'new', code: null, reviewer: 'Ben' },
  });
  // What the box shows is still the first word.
  expect(catalogue.value('SELECT individual_id FROM box_identity WHERE box_id = 2')).toBe(
    idOf('TT001'),
  );
  say(2, 'adjudication', 'new', 'TT-3', cora);
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

const shownBy = (boxId: number) =>
  catalogue.value<string>(
    `SELECT i.code FROM box_identity w JOIN individuals i ON i.id = w.individual_id WHERE w.box_id = ?`,
    boxId,
  );

it('the first reviewer’s "new" can be confirmed, and neither way leaves an animal without photos', () => {
  const codes = () => listIndividuals(catalogue).map(({ code }) => code);
  const before = codes();
  catalogue.run(`UPDATE boxes SET state = 'accepted' WHERE id = 9`);
  say(9, 'first', 'new', 'TT-3', ANN);
  say(9, 'second', 'match', 'TT001');
  say(9, 'adjudication', 'new', null, cora);
  expect(shownBy(9)).toBe('TT-3');
  undoDecision(catalogue, null, cora, 100);
  say(9, 'adjudication', 'match', 'TT001', cora);
  expect(codes()).toEqual(before);
});

it('one of the two who disagree settles with a reason only, and does not take back the other’s word', () => {
  say(2, 'second', 'match', 'TT-2');
  expect(() => say(2, 'adjudication', 'match', 'TT-2')).toThrow(/write down why/);
  expect(() => say(2, 'adjudication', 'match', 'TT001', ANN, '  ')).toThrow(/write down why/);
  const [dispute] = disagreements(catalogue, 10);
  expect(() => undoDecision(catalogue, dispute.second.decisionId, ANN, 100)).toThrow(/other side/);
  say(2, 'adjudication', 'match', 'TT-2', ben, 'the lower nick is not on TT001');
  expect(reviewAgreement(catalogue)).toMatchObject({ toSettle: 0, settled: 1 });
  expect(() => say(2, 'adjudication', 'match', 'TT-2', cora)).toThrow(/nothing to settle/);
});

it('a fin that is split off after it was settled is in dispute with nobody', () => {
  say(5, 'second', 'match', 'TT-2');
  say(5, 'adjudication', 'match', 'TT001', cora);
  splitIndividual(catalogue, idOf('TT001'), [5], { code: 'TT-9' }, ben, 100);
  expect(disagreements(catalogue, 10)).toEqual([]);
  expect(shownBy(5)).toBe('TT-9');
});

it('a split of a fin in dispute is the last word of a third person, and refused to the two', () => {
  say(5, 'second', 'match', 'TT-2');
  expect(() => splitIndividual(catalogue, idOf('TT001'), [5], { code: 'TT-9' }, ben, 100)).toThrow(
    /Settle that first/,
  );
  splitIndividual(catalogue, idOf('TT001'), [5], { code: 'TT-9' }, cora, 100);
  expect(reviewAgreement(catalogue)).toMatchObject({ toSettle: 0, settled: 1 });
});

it('nobody reviews their own word, or what nobody has judged', () => {
  expect(() => say(1, 'second', 'match', 'TT001', ANN)).toThrow(/your own/);
  expect(() => say(9, 'second', 'match', 'TT001')).toThrow(/no verdict on this fin to review/);
});

it('what was imported is offered to a second reviewer who asks for it', () => {
  catalogue.run(`UPDATE boxes SET state = 'accepted' WHERE id = 9`);
  nameBox(catalogue, 9, 'TT-2');
  const offered = (words: 'reviewers' | 'imports' | 'all') =>
    secondReviewQueue(catalogue, ben, { words }, 'encounter', 100).waiting;
  expect([offered('reviewers'), offered('imports'), offered('all')]).toEqual([8, 1, 9]);
  say(9, 'second', 'match', 'TT001');
  expect(disagreements(catalogue, 10)).toMatchObject([
    { boxId: 9, first: { origin: 'import', reviewerId: null, code: 'TT-2' } },
  ]);
});

it('not sure of a second reviewer means later', () => {
  say(2, 'second', 'unsure', null);
  const { rows } = secondReviewQueue(catalogue, ben, {}, 'encounter', 100);
  expect(rows.at(-1)).toMatchObject({ boxId: 2, wasUnsure: true });
  expect(reviewAgreement(catalogue)).toMatchObject({ n: 0, toSettle: 0 });
});
