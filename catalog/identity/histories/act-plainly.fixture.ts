/** What an act does to the plain lists; it says whether the rules allow it, and changes nothing if not. */
import type { Act } from './acts.fixture.ts';
import { reviewerNames } from './made-world.fixture.ts';
import { found, type PlainCatalogue, type PlainRow } from './plain-catalogue.fixture.ts';

type Decide = Extract<Act, { kind: 'decide' }>;

/** Thrown where the rules refuse; nothing was changed yet. */
class Refused extends Error {}
const refuseIf = (is: boolean): void => {
  if (is) throw new Refused();
};

export function actPlainly(model: PlainCatalogue, act: Act): boolean {
  try {
    switch (act.kind) {
      case 'decide':
        decidePlainly(model, act);
        break;
      case 'undo':
        undoPlainly(model, act);
        break;
      case 'redo':
        redoPlainly(model, act.by);
        break;
      case 'merge':
        refuseIf(act.from === act.into || !model.isListed(act.from) || !model.isListed(act.into));
        model.animal(act.from).mergedInto = act.into;
        addEdit(model, { action: 'merged', animal: act.from, other: act.into });
        break;
      case 'split':
        splitPlainly(model, act);
        break;
      case 'rename':
        renamePlainly(model, act);
        break;
      case 'undo-edit':
        undoEditPlainly(model, act);
        break;
      case 'import': {
        const known = model.ownerOf(act.code);
        const animal = known ?? model.found(act.code, false);
        model.animal(animal).byVerdict = false;
        const by = act.identifiedBy === null ? null : names.indexOf(act.identifiedBy) + 1;
        model.add({ box: act.box, verdict: act.verdict, animal, by, origin: 'import' });
        break;
      }
      case 'guess':
      case 'box':
        break;
    }
    return true;
  } catch (error) {
    if (error instanceof Refused) return false;
    throw error;
  }
}

const names: readonly string[] = reviewerNames;

function checkRound(model: PlainCatalogue, box: number, { round, by, note }: PlainWord): void {
  if (round === 'second') {
    const word = model.word(box);
    refuseIf(word === undefined || word.verdict === 'unsure' || word.by === by);
    refuseIf(
      model.rows.some(
        (row) =>
          row.box === box &&
          row.round === 'second' &&
          row.verdict !== 'unsure' &&
          row.by !== by &&
          row.by !== word?.by &&
          model.stands(row),
      ),
    );
  }
  if (round === 'adjudication') {
    const dispute = model.dispute(box);
    refuseIf(dispute === undefined);
    const isParty = dispute?.first.by === by || dispute?.second.by === by;
    refuseIf(isParty && note.trim() === '');
  }
}

type PlainWord = Pick<PlainRow, 'round' | 'note'> & { by: number };

function decidePlainly(model: PlainCatalogue, act: Decide): void {
  const { boxes, round, by, note, verdict } = act;
  for (const box of boxes) {
    refuseIf(model.box(box).deleted);
    const isSecond = round === 'second';
    const hasRows = model.rows.some(
      (row) => row.box === box && (row.round === 'second') === isSecond,
    );
    // What nobody spoke about cannot be out of date.
    refuseIf(act.isStale && hasRows);
    checkRound(model, box, { round, by, note });
  }
  const animal = animalOf(model, act);
  let batch: number | null = null;
  for (const [index, box] of boxes.entries()) {
    const word = verdict === 'new' && animal !== null && index > 0 ? 'match' : verdict;
    const { id } = model.add({ box, verdict: word, animal, by, round, note, batch });
    batch ??= id;
  }
}

function animalOf(model: PlainCatalogue, { verdict, animal, code, round, boxes }: Decide) {
  if (verdict === 'match' || verdict === 'probable') {
    refuseIf(animal === null || model.heir(animal) !== animal || model.isVacant(animal));
    return animal;
  }
  if (verdict !== 'new' || round === 'second') return null;
  const first = round === 'adjudication' ? model.dispute(boxes[0])?.first : undefined;
  if (first?.verdict === 'new' && first.animal !== null) {
    const heir = model.animal(model.heir(first.animal));
    if (code === null || code.toLowerCase() === heir.code.toLowerCase()) return heir.id;
  }
  refuseIf(code === null || model.ownerOf(code) !== undefined);
  return model.found(code ?? '', true);
}

function batchOf(model: PlainCatalogue, id: number): PlainRow[] {
  const head = model.row(id).batch ?? id;
  return model.rows.filter((row) => row.id === head || row.batch === head);
}

/** What a person can undo and bring back, the last step at the end of each. */
function stacks(model: PlainCatalogue, by: number): { done: number[]; undone: number[] } {
  const own = model.rows.filter(
    (row) => row.by === by && row.origin === 'person' && row.batch === null && row.edit === null,
  );
  const done = own.filter((row) => model.stands(row)).map(({ id }) => id);
  let undone: number[] = [];
  for (const { verdict, undoes, redoes } of own) {
    if (verdict !== 'undo') undone = redoes === null ? [] : undone.filter((id) => id !== redoes);
    else if (undoes !== null && model.row(undoes).by === by) undone.push(undoes);
  }
  return { done, undone };
}

function undoPlainly(model: PlainCatalogue, { id, by }: Extract<Act, { kind: 'undo' }>): void {
  const asked = id ?? stacks(model, by).done.at(-1);
  if (asked === undefined) throw new Refused();
  const rows = batchOf(model, asked);
  for (const row of rows) {
    const dispute = model.dispute(row.box);
    if (dispute === undefined) continue;
    const { first, second } = dispute;
    refuseIf(first.by === by && row.id === second.id);
    refuseIf(second.by === by && row.id === first.id);
  }
  const standing = rows.filter((row) => model.stands(row));
  refuseIf(standing.length === 0);
  let batch: number | null = null;
  for (const { id: undoes, box, round } of standing) {
    const undo = model.add({ box, verdict: 'undo', by, round, undoes, batch });
    batch ??= undo.id;
  }
}

function redoPlainly(model: PlainCatalogue, by: number): void {
  const head = stacks(model, by).undone.at(-1);
  if (head === undefined) throw new Refused();
  const rows = batchOf(model, head);
  const undoOf = (id: number) => found(model.rows.find(({ undoes }) => undoes === id)).id;
  for (const row of rows) {
    refuseIf(model.box(row.box).deleted);
    const isSecond = row.round === 'second';
    refuseIf(
      model.rows.some(
        (other) =>
          other.box === row.box &&
          other.id > undoOf(row.id) &&
          (other.round === 'second') === isSecond &&
          other.by !== by,
      ),
    );
    checkRound(model, row.box, { ...row, by });
  }
  const [{ animal, verdict, id }] = rows;
  if (animal !== null) {
    refuseIf(model.heir(animal) !== animal);
    refuseIf(verdict !== 'new' && model.isVacant(animal));
    refuseIf(
      verdict === 'new' &&
        model.rows.some(
          (row) => row.animal === animal && row.origin === 'import' && row.id > undoOf(id),
        ),
    );
  }
  let batch: number | null = null;
  for (const { id: redoes, undoes: _, ...row } of rows) {
    const again = model.add({ ...row, id: model.rows.length + 1, undoes: null, redoes, batch, by });
    batch ??= again.id;
  }
}

function addEdit(
  model: PlainCatalogue,
  edit: Partial<PlainCatalogue['edits'][number]> &
    Pick<PlainCatalogue['edits'][number], 'action' | 'animal'>,
): number {
  const id = model.edits.length + 1;
  model.edits.push({ id, other: null, before: null, after: null, undoes: null, ...edit });
  return id;
}

function splitPlainly(
  model: PlainCatalogue,
  { animal, boxes, to, by }: Extract<Act, { kind: 'split' }>,
): void {
  const fins = model.finsOf(animal);
  refuseIf(boxes.length === fins.length);
  for (const box of boxes) {
    const dispute = model.dispute(box);
    refuseIf(dispute?.first.by === by || dispute?.second.by === by);
  }
  const makes = typeof to === 'string';
  refuseIf(makes ? model.ownerOf(to) !== undefined : to === animal || !model.isListed(to));
  const verdicts = boxes.map((box) => model.word(box)?.verdict);
  const target = makes ? model.found(to, true) : to;
  const edit = addEdit(model, { action: 'split', animal, other: target });
  for (const [index, box] of boxes.entries()) {
    const fresh = makes && index === 0 ? 'new' : 'match';
    const verdict = verdicts[index] === 'probable' ? 'probable' : fresh;
    model.add({ box, verdict, animal: target, by, edit });
  }
}

function renamePlainly(
  model: PlainCatalogue,
  { animal: id, code }: Extract<Act, { kind: 'rename' }>,
): void {
  refuseIf(!model.isListed(id));
  const owner = model.ownerOf(code);
  refuseIf(owner !== undefined && owner !== id);
  const animal = model.animal(id);
  if (animal.code === code) return;
  const before = { code: animal.code, aliases: animal.aliases };
  setNames(model, id, code, [...animal.aliases, animal.code]);
  addEdit(model, {
    action: 'edited',
    animal: id,
    before,
    after: { code, aliases: animal.aliases },
  });
}

function setNames(model: PlainCatalogue, id: number, code: string, aliases: string[]): void {
  const animal = model.animal(id);
  animal.code = code;
  animal.aliases = [...new Set(aliases)].filter((alias) => alias !== code).sort();
  model.codes.set(code.toLowerCase(), id);
}

function undoEditPlainly(
  model: PlainCatalogue,
  { id, by }: Extract<Act, { kind: 'undo-edit' }>,
): void {
  const edit = found(model.edits.find((one) => one.id === id));
  refuseIf(model.isUndone(edit));
  if (edit.action === 'merged') {
    refuseIf(model.animal(edit.animal).mergedInto !== edit.other);
    model.animal(edit.animal).mergedInto = null;
  }
  if (edit.action === 'split') {
    for (const row of model.rows.filter((one) => one.edit === id && one.verdict !== 'undo'))
      if (model.word(row.box) === row)
        model.add({ box: row.box, verdict: 'undo', by, undoes: row.id, edit: id });
  }
  const { before, after } = edit;
  if (before !== null && after !== null) {
    const { code, aliases } = model.animal(edit.animal);
    const isSame = JSON.stringify(aliases) === JSON.stringify(after.aliases);
    setNames(
      model,
      edit.animal,
      code === after.code ? before.code : code,
      isSame ? before.aliases : aliases,
    );
  }
  addEdit(model, { action: 'undo', animal: edit.animal, other: edit.other, undoes: id });
}
