/** What a person can do, chosen by numbers from what there is. */
import fc from 'fast-check';
import type { Round } from '#terms/identity/rounds.ts';
import { verdict, type NamingVerdict, type Verdict } from '#terms/identity/verdicts.ts';
import { boxIds, reviewerIds, reviewerNames } from './made-world.fixture.ts';
import type { PlainCatalogue } from './plain-catalogue.fixture.ts';

export type Act =
  | {
      kind: 'decide';
      round: Round;
      boxes: number[];
      /** Whether the screen did not know of the newest decision. */
      isStale: boolean;
      verdict: Verdict;
      animal: number | null;
      code: string | null;
      note: string;
      by: number;
    }
  | { kind: 'undo'; id: number | null; by: number }
  | { kind: 'redo'; by: number }
  | { kind: 'merge'; from: number; into: number; by: number }
  | { kind: 'split'; animal: number; boxes: number[]; to: string | number; by: number }
  | { kind: 'rename'; animal: number; code: string; by: number }
  | { kind: 'undo-edit'; id: number; by: number }
  | {
      kind: 'import';
      box: number;
      code: string;
      verdict: Exclude<NamingVerdict, 'new'>;
      identifiedBy: string | null;
    }
  | { kind: 'guess'; box: number; animal: number }
  | { kind: 'box'; box: number; change: 'delete' | 'take-back' | 'reject' | 'accept' | 'turn' };

const weights = {
  first: 8,
  second: 5,
  settle: 4,
  undo: 4,
  'undo-any': 2,
  redo: 3,
  merge: 2,
  split: 2,
  rename: 1,
  'undo-edit': 2,
  import: 1,
  guess: 1,
  box: 1,
} as const;
type ActKind = keyof typeof weights;

/** A step as it is drawn: numbers that mean something only where it is taken. */
export interface Step {
  kind: ActKind;
  by: number;
  a: number;
  b: number;
  c: number;
}

const small = fc.nat(23);

export const steps: fc.Arbitrary<Step> = fc.record({
  kind: fc.oneof(
    ...Object.entries(weights).map(([kind, weight]) => ({
      weight,
      arbitrary: fc.constant(kind as ActKind),
    })),
  ),
  by: fc.integer({ min: 1, max: reviewerIds.length }),
  a: small,
  b: small,
  c: small,
});

const pick = <T>(list: readonly T[], n: number): T | undefined => list[n % list.length];

const decideOf = (
  model: PlainCatalogue,
  { kind, by, a, b, c }: Step,
  proposed: string,
): Act | null => {
  const round = kind === 'first' ? 'first' : kind === 'second' ? 'second' : 'adjudication';
  const disputed = boxIds.filter((box) => model.dispute(box) !== undefined);
  const judged = boxIds.filter((box) => model.word(box) !== undefined);
  const likely = round === 'adjudication' ? disputed : round === 'second' ? judged : boxIds;
  const box = pick(likely.length === 0 ? boxIds : likely, a) ?? 1;
  const other = pick(boxIds, a + 1 + c) ?? 1;
  // Most verdicts name somebody.
  const said = pick([...verdict.options, 'match', 'match', 'new', 'new'] as const, b) ?? 'match';
  const animal = pick(model.animals, c)?.id ?? null;
  if ((said === 'match' || said === 'probable') && animal === null) return null;
  const used = pick([...model.codes.keys()], c);
  return {
    kind: 'decide',
    round,
    boxes: c % 5 === 4 && other !== box ? [box, other] : [box],
    isStale: c === 23,
    verdict: said,
    animal: said === 'match' || said === 'probable' ? animal : null,
    code:
      said !== 'new' || (round === 'adjudication' && c % 2 === 0)
        ? null
        : c % 7 === 6
          ? (used ?? proposed)
          : proposed,
    note: b % 2 === 0 ? 'the lower nick' : '',
    by,
  };
};

/** The step as an act of the present; null where there is nothing of the kind. */
export function actOf(model: PlainCatalogue, step: Step, proposed: string): Act | null {
  const { kind, by, a, b, c } = step;
  const animal = pick(model.animals, a)?.id;
  const other = pick(model.animals, b)?.id;
  const code = c % 4 === 3 ? (pick([...model.codes.keys()], b) ?? proposed) : proposed;
  switch (kind) {
    case 'first':
    case 'second':
    case 'settle':
      return decideOf(model, step, proposed);
    case 'undo':
      return { kind, id: null, by };
    case 'undo-any': {
      const row = pick(
        model.rows.filter((one) => one.verdict !== 'undo'),
        a + b,
      );
      return row === undefined ? null : { kind: 'undo', id: row.id, by };
    }
    case 'redo':
      return { kind, by };
    case 'merge':
      return animal === undefined || other === undefined
        ? null
        : { kind, from: animal, into: other, by };
    case 'split': {
      const shown = pick(
        model.animals.filter(({ id }) => model.finsOf(id).length > 1),
        a,
      );
      if (shown === undefined) return null;
      const fins = model.finsOf(shown.id);
      const boxes = fins.filter(
        (_, index) => index === b % fins.length || index === c % fins.length,
      );
      return { kind, animal: shown.id, boxes, to: c % 3 === 0 && other ? other : code, by };
    }
    case 'rename':
      return animal === undefined ? null : { kind, animal, code: `R${code}`, by };
    case 'undo-edit': {
      const edit = pick(
        model.edits.filter((one) => one.action !== 'undo'),
        a,
      );
      return edit === undefined ? null : { kind, id: edit.id, by };
    }
    case 'import': {
      const box = pick(
        boxIds.filter((id) => model.word(id) === undefined && !model.box(id).deleted),
        a,
      );
      return box === undefined
        ? null
        : {
            kind,
            box,
            code,
            verdict: b % 3 === 0 ? 'probable' : 'match',
            identifiedBy: b % 4 === 0 ? reviewerNames[by - 1] : null,
          };
    }
    case 'guess':
      return animal === undefined ? null : { kind, box: pick(boxIds, b) ?? 1, animal };
    case 'box':
      return {
        kind,
        box: pick(boxIds, a) ?? 1,
        change: pick(['delete', 'take-back', 'reject', 'accept', 'turn'] as const, b) ?? 'turn',
      };
  }
}
