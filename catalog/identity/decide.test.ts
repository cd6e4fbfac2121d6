import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Catalogue } from '../catalogue.ts';
import { madeStudy } from '../exports/made-study.fixture.ts';
import { decide } from './decide.ts';
import { redoDecision } from './redo-decision.ts';
import { undoDecision } from './undo-decision.ts';
import { addReviewer } from './add-reviewer.ts';
import type { NewDecision } from '#terms/identity/decisions.ts';
import type { Round } from '#terms/identity/rounds.ts';
import { proposedCode } from '../queries/individual-codes.ts';
import { boxVersion } from '../queries/decisions.ts';
import { listIndividuals } from '../queries/individuals.ts';

let catalogue: Catalogue;
let remove: () => void;
let ann: number;
let ben: number;
/** Nobody has decided about this box of the study yet. */
const OPEN = 9;
beforeEach(() => {
  ({ catalogue, remove } = madeStudy());
  catalogue.run(`UPDATE boxes SET state = 'accepted' WHERE id = ${OPEN}`);
  ann = 1;
  ben = addReviewer(catalogue, 'Ben', 1).id;
});
afterEach(() => remove());

const idOf = (code: string) =>
  catalogue.value<number>('SELECT id FROM individuals WHERE code = ?', code) ?? 0;
const verdict = (
  change: Partial<NewDecision> & { box?: number; round?: Round } = {},
): NewDecision => {
  const { box = OPEN, round = 'first', ...more } = change;
  return {
    boxes: [{ boxId: box, version: boxVersion(catalogue, box, round) }],
    verdict: 'match',
    individualId: null,
    code: null,
    round,
    candidates: [],
    modelId: null,
    note: '',
    reviewerId: ann,
    ...more,
  };
};
const shown = (box = OPEN) =>
  catalogue.get<{ verdict: string; code: string | null }>(
    `SELECT w.verdict, i.code FROM box_identity w LEFT JOIN individuals i ON i.id = w.individual_id
     WHERE w.box_id = ?`,
    box,
  );
const codes = () =>
  catalogue
    .all<{ code: string }>('SELECT code FROM individuals ORDER BY id')
    .map(({ code }) => code);

describe('a verdict', () => {
  it('is stored with who, when, what was shown and by which model', () => {
    const candidates = [
      {
        individualId: idOf('TT001'),
        code: 'TT001',
        score: 0.8,
        probability: 0.91,
        n: 340,
        bestBoxId: 1,
      },
    ];
    const { decisionIds } = decide(
      catalogue,
      verdict({ individualId: idOf('TT001'), candidates, note: ' nick at the tip ' }),
      77,
    );
    expect(
      catalogue.get(
        `SELECT box_id, verdict, individual_id, reviewer_id, candidates, note, decided_at
         FROM decisions WHERE id = ?`,
        decisionIds[0],
      ),
    ).toEqual({
      box_id: OPEN,
      verdict: 'match',
      individual_id: idOf('TT001'),
      reviewer_id: ann,
      candidates: JSON.stringify(candidates),
      note: 'nick at the tip',
      decided_at: 77,
    });
    expect(shown()).toEqual({ verdict: 'match', code: 'TT001' });
  });

  it.each(['unsure', 'cannot-compare'] as const)('%s needs no animal and is kept', (word) => {
    decide(catalogue, verdict({ verdict: word }), 1);
    expect(shown()).toEqual({ verdict: word, code: null });
  });

  it('not a fin takes the box from the examples of fins, and its undo gives it back', () => {
    const state = () => catalogue.value('SELECT state FROM boxes WHERE id = ?', OPEN);
    decide(catalogue, verdict({ verdict: 'not-a-fin' }), 1);
    expect(state()).toBe('rejected');
    undoDecision(catalogue, null, ann, 2);
    expect(state()).toBe('accepted');
  });

  it('new founds an animal under the next code of the scheme', () => {
    const code = proposedCode(catalogue);
    expect(code).toBe('TT-3');
    decide(catalogue, verdict({ verdict: 'new', code }), 1);
    expect(shown()).toEqual({ verdict: 'new', code: 'TT-3' });
  });

  it('new under a code that is taken is refused, and nothing is stored', () => {
    const before = catalogue.value('SELECT count(*) FROM decisions');
    expect(() => decide(catalogue, verdict({ verdict: 'new', code: ' tt001 ' }), 1)).toThrow(
      /tt001 is an individual already\. The next free code is TT-3/,
    );
    catalogue.run(`INSERT INTO individual_aliases VALUES (?, 'Bent')`, idOf('TT-2'));
    expect(() => decide(catalogue, verdict({ verdict: 'new', code: 'BENT' }), 1)).toThrow(
      /BENT is another name of TT-2/,
    );
    expect(catalogue.value('SELECT count(*) FROM decisions')).toBe(before);
  });

  it('on a candidate that was merged away meanwhile is refused with the one to compare with', () => {
    catalogue.run('UPDATE individuals SET merged_into = ? WHERE code = ?', idOf('TT001'), 'TT-2');
    expect(() => decide(catalogue, verdict({ individualId: idOf('TT-2') }), 1)).toThrow(
      /TT-2 was merged into TT001 meanwhile\. Nothing was stored/,
    );
    expect(shown()).toBeUndefined();
  });

  it('of the slower of two reviewers at once is refused, and says who decided what', () => {
    const slow = verdict({ individualId: idOf('TT-2'), reviewerId: ben });
    decide(catalogue, verdict({ individualId: idOf('TT001') }), 1);
    expect(() => decide(catalogue, slow, 2)).toThrow(
      /Ann Lee decided about this fin while it was on your screen \(match TT001\)/,
    );
    expect(shown()).toEqual({ verdict: 'match', code: 'TT001' });
    // With what is there now on the screen, the other word counts.
    decide(catalogue, verdict({ individualId: idOf('TT-2'), reviewerId: ben }), 3);
    expect(shown()).toEqual({ verdict: 'match', code: 'TT-2' });
  });

  it('on several photos is stored for all or for none', () => {
    const stale = { boxId: 1, version: 0 };
    const fresh = { boxId: OPEN, version: 0 };
    expect(() =>
      decide(catalogue, verdict({ boxes: [fresh, stale], verdict: 'new', code: 'TT-3' }), 1),
    ).toThrow(/decided about this fin/);
    expect(shown()).toBeUndefined();
    expect(codes()).not.toContain('TT-3');
    const both = [fresh, { boxId: 1, version: boxVersion(catalogue, 1, 'first') }];
    decide(catalogue, verdict({ boxes: both, verdict: 'new', code: 'TT-3' }), 1);
    expect([shown(OPEN), shown(1)]).toEqual([
      { verdict: 'new', code: 'TT-3' },
      { verdict: 'match', code: 'TT-3' },
    ]);
    expect(undoDecision(catalogue, null, ann, 2).boxIds).toEqual([OPEN, 1]);
    expect([shown(OPEN), shown(1)]).toEqual([undefined, { verdict: 'new', code: 'TT001' }]);
  });

  it('about a box that was removed is refused', () => {
    catalogue.run('UPDATE boxes SET deleted_at = 1 WHERE id = ?', OPEN);
    expect(() => decide(catalogue, verdict({ verdict: 'unsure' }), 1)).toThrow(
      /not there any more/,
    );
  });
});

describe('undo and redo', () => {
  it('go back and forth step by step, every step a row', () => {
    const before = Number(catalogue.value('SELECT count(*) FROM decisions'));
    decide(catalogue, verdict({ verdict: 'unsure' }), 1);
    decide(catalogue, verdict({ individualId: idOf('TT-2') }), 2);
    undoDecision(catalogue, null, ann, 3);
    expect(shown()?.verdict).toBe('unsure');
    undoDecision(catalogue, null, ann, 4);
    expect(shown()).toBeUndefined();
    redoDecision(catalogue, ann, 5);
    expect(shown()?.verdict).toBe('unsure');
    redoDecision(catalogue, ann, 6);
    expect(shown()).toEqual({ verdict: 'match', code: 'TT-2' });
    expect(() => redoDecision(catalogue, ann, 7)).toThrow(/nothing to bring back/);
    undoDecision(catalogue, null, ann, 8);
    expect(shown()?.verdict).toBe('unsure');
    expect(catalogue.value('SELECT count(*) FROM decisions')).toBe(before + 7);
  });

  it('are each reviewer’s own, and a new verdict ends what could be brought back', () => {
    decide(catalogue, verdict({ verdict: 'unsure' }), 1);
    expect(() => undoDecision(catalogue, null, ben, 2)).toThrow(/no decision of yours/);
    undoDecision(catalogue, null, ann, 3);
    decide(catalogue, verdict({ verdict: 'cannot-compare' }), 4);
    expect(() => redoDecision(catalogue, ann, 5)).toThrow(/nothing to bring back/);
  });

  it('refuse what somebody undid before, and name who', () => {
    const { decisionIds } = decide(catalogue, verdict({ verdict: 'unsure' }), 1);
    undoDecision(catalogue, decisionIds[0], ben, 2);
    expect(() => undoDecision(catalogue, decisionIds[0], ann, 3)).toThrow(/Ben has undone/);
  });

  it('of a new animal leave its code used up, and the animal comes back under it', () => {
    decide(catalogue, verdict({ verdict: 'new', code: 'TT-3' }), 1);
    undoDecision(catalogue, null, ann, 2);
    expect(listIndividuals(catalogue).map(({ code }) => code)).not.toContain('TT-3');
    expect(proposedCode(catalogue)).toBe('TT-4');
    redoDecision(catalogue, ann, 3);
    expect(shown()).toEqual({ verdict: 'new', code: 'TT-3' });
    expect(proposedCode(catalogue)).toBe('TT-4');
    expect(codes().filter((code) => code === 'TT-3')).toHaveLength(1);
  });

  it('never give a code to two animals, nor fins to one that is nobody any more', () => {
    decide(catalogue, verdict({ verdict: 'new', code: 'TT-3' }), 1);
    undoDecision(catalogue, null, ann, 2);
    expect(() =>
      decide(catalogue, verdict({ box: 1, verdict: 'new', code: 'tt-3', reviewerId: ben }), 3),
    ).toThrow(/was given to an animal before and taken back.*The next free code is TT-4/);
    expect(() =>
      decide(catalogue, verdict({ box: 1, individualId: idOf('TT-3'), reviewerId: ben }), 3),
    ).toThrow(/TT-3 is nobody any more/);
  });

  it('do not overrule unseen what somebody said since', () => {
    decide(catalogue, verdict({ individualId: idOf('TT001') }), 1);
    undoDecision(catalogue, null, ann, 2);
    decide(catalogue, verdict({ individualId: idOf('TT-2'), reviewerId: ben }), 3);
    expect(() => redoDecision(catalogue, ann, 4)).toThrow(/Ben decided about this fin since/);
    expect(shown()).toEqual({ verdict: 'match', code: 'TT-2' });
  });
});
