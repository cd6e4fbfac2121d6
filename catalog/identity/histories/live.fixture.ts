/** Lives through a history in the catalogue and in the plain lists, and compares them after each step. */
import { deepStrictEqual } from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { answersMadeOld, type Topic } from '#terms/events.ts';
import type { Catalogue } from '../../catalogue.ts';
import { proposedCode } from '../../queries/individual-codes.ts';
import { redoDecision } from '../redo-decision.ts';
import { undoDecision } from '../undo-decision.ts';
import { undoEdit } from '../undo-individual-edit.ts';
import { actOf, type Act, type Step } from './acts.fixture.ts';
import { checkBlind } from './blind.fixture.ts';
import { actPlainly } from './act-plainly.fixture.ts';
import { actReally } from './act-really.fixture.ts';
import type { MadeWorld } from './made-world.fixture.ts';
import { PlainCatalogue } from './plain-catalogue.fixture.ts';
import { seenPlainly, seenReally, type Seen } from './seen.fixture.ts';

/**
 * @param world is as it was afterwards
 * @throws Error that names the act after which the two differ
 */
export function live({ catalogue, written }: MadeWorld, steps: readonly Step[]): void {
  const model = new PlainCatalogue();
  catalogue.db.exec('SAVEPOINT history');
  try {
    const acts: string[] = [];
    let now = 1000;
    let seen = seenReally(catalogue);
    written.clear();
    for (const step of steps) {
      const proposed = proposedCode(catalogue);
      const act = actOf(model, step, proposed);
      if (act === null) continue;
      acts.push(wordsOf(act));
      const history = acts.join('\n');
      deepStrictEqual(
        model.ownerOf(proposed),
        undefined,
        `${proposed} was used before:\n${history}`,
      );
      const isPlain = boxesAreAsSaid(model, act);
      const isStored = actReally(catalogue, act, (now += 1));
      const isAllowed = actPlainly(model, act);
      if (act.kind === 'box' || act.kind === 'import') readBoxes(catalogue, model);
      else deepStrictEqual(isStored, isAllowed, `Stored or refused?\n${history}`);
      const before = seen;
      seen = seenReally(catalogue);
      checkNews(written, before, seen, history);
      written.clear();
      deepStrictEqual(seen, seenPlainly(model), `What is seen:\n${history}`);
      checkCodes(catalogue, model, history);
      checkNobodyIsFused(catalogue, history);
      const blind = seen.toReview[step.by] ?? [];
      const fin = blind[step.c % Math.max(1, blind.length)];
      if (fin !== undefined) checkBlind(catalogue, step.by, fin, history);
      if (isStored && isPlain && step === steps.at(-1))
        checkUndo(catalogue, act, before, seen, history);
    }
  } finally {
    catalogue.db.exec('ROLLBACK TO history; RELEASE history');
  }
}

const wordsOf = ({ kind, ...rest }: Act) => `${kind} ${JSON.stringify(rest)}`;

/** What persons do to boxes is no matter of identity: the model takes it as it is. */
function readBoxes(catalogue: Catalogue, model: PlainCatalogue): void {
  for (const { id, state, deleted } of catalogue.all<{
    id: number;
    state: string;
    deleted: number;
  }>('SELECT id, state, deleted_at IS NOT NULL AS deleted FROM boxes'))
    model.boxes.set(id, {
      ...model.box(id),
      accepted: state === 'accepted',
      deleted: deleted === 1,
    });
}

/** Which answers each part of what is seen belongs to. */
const answersOf = {
  shown: 'decisions',
  list: 'individuals',
  fins: 'boxes',
  waiting: 'decisions',
  toReview: 'decisions',
  disputes: 'decisions',
  reviewed: 'decisions',
  badges: 'overview',
  exported: 'individuals',
} as const satisfies Record<keyof Seen, string>;

/** Whatever is seen anew was told to be old: no list stands still until something unrelated happens. */
function checkNews(written: ReadonlySet<Topic>, before: Seen, after: Seen, history: string): void {
  const old = new Set<string>([...written].flatMap((topic) => answersMadeOld[topic]));
  for (const [part, answers] of Object.entries(answersOf)) {
    const key = part as keyof Seen;
    if (old.has(answers) || isDeepStrictEqual(before[key], after[key])) continue;
    throw new Error(`${part} changed, and nobody was told:\n${history}`);
  }
}

/** Every code that was ever given names the animal that it named first. */
function checkCodes(catalogue: Catalogue, model: PlainCatalogue, history: string): void {
  for (const { id, code } of catalogue.all<{ id: number; code: string }>(
    'SELECT id, code FROM individuals',
  ))
    deepStrictEqual(model.codes.get(code.toLowerCase()), id, `${code} names another:\n${history}`);
}

/** Nobody shares an animal unless somebody said so: an animal is founded once, on one fin. */
function checkNobodyIsFused(catalogue: Catalogue, history: string): void {
  const twice = catalogue.all(
    `SELECT individual_id, group_concat(DISTINCT box_id) AS boxes FROM decisions WHERE verdict = 'new'
       AND individual_id IS NOT NULL GROUP BY individual_id HAVING count(DISTINCT box_id) > 1`,
  );
  deepStrictEqual(twice, [], `Two fins were founded as one animal:\n${history}`);
}

/** Whether nobody accepted by hand what a verdict calls no fin, or the other way round: an undo would forget it. */
const boxesAreAsSaid = (model: PlainCatalogue, act: Act): boolean =>
  act.kind !== 'decide' ||
  act.boxes.every((box) => model.box(box).accepted === (model.word(box)?.verdict !== 'not-a-fin'));

/** What is taken back leaves things as they were before, and brought back as they were after. */
function checkUndo(
  catalogue: Catalogue,
  act: Act,
  before: Seen,
  after: Seen,
  history: string,
): void {
  if (act.kind === 'decide') {
    const last = catalogue.value<number>(
      'SELECT coalesce(batch_id, id) FROM decisions ORDER BY id DESC LIMIT 1',
    );
    undoDecision(catalogue, last ?? 0, act.by, LATER);
    deepStrictEqual(seenReally(catalogue), before, `Taken back:\n${history}`);
    redoDecision(catalogue, act.by, LATER);
    deepStrictEqual(seenReally(catalogue), after, `Brought back:\n${history}`);
  }
  if (act.kind === 'merge' || act.kind === 'split' || act.kind === 'rename') {
    const last = catalogue.value<number>('SELECT max(id) FROM individual_edits');
    // A rename to the name that it has is no edit.
    if (act.kind === 'rename' && isDeepStrictEqual(before, after)) return;
    undoEdit(catalogue, last ?? 0, act.by, LATER);
    deepStrictEqual(seenReally(catalogue), before, `Taken back:\n${history}`);
  }
}

const LATER = 1_000_000;
