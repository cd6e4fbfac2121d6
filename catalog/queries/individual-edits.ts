/** What a person does to individuals; every step is a row, and can be taken back by another. */
import type { Catalogue } from '../catalogue.ts';
import { CatalogueError } from '../catalogue-error.ts';
import { ownerOfCode, takeCode } from './individual-codes.ts';
import {
  boxesOfIndividual,
  getIndividual,
  type Individual,
  type IndividualBox,
  type IndividualCard,
} from './individuals.ts';

type Side = 'left' | 'right' | 'unknown';

/** What a person can write about an individual. */
export interface IndividualFacts {
  code: string;
  name: string | null;
  species: string | null;
  sex: Individual['sex'];
  lifeStage: Individual['lifeStage'];
  vitalStatus: Individual['vitalStatus'];
  notes: string;
  aliases: string[];
}

export interface IndividualEdit {
  id: number;
  action: 'edited' | 'merged' | 'split' | 'best-photo' | 'undo';
  individualId: number;
  code: string;
  otherId: number | null;
  otherCode: string | null;
  before: Record<string, unknown>;
  after: Record<string, unknown>;
  reviewer: string | null;
  at: number;
  undoes: number | null;
  isUndone: boolean;
}

function record(
  catalogue: Catalogue,
  edit: {
    action: IndividualEdit['action'];
    individualId: number;
    otherId?: number | null;
    before?: object;
    after?: object;
    reviewerId: number;
    undoes?: number;
  },
  now: number,
): number {
  return catalogue.run(
    `INSERT INTO individual_edits (action, individual_id, other_id, before, after, reviewer_id, at,
       undoes) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    edit.action,
    edit.individualId,
    edit.otherId ?? null,
    JSON.stringify(edit.before ?? {}),
    JSON.stringify(edit.after ?? {}),
    edit.reviewerId,
    now,
    edit.undoes ?? null,
  ).id;
}

/** An individual's own facts, its own aliases without those of what was merged into it. */
function factsOf(catalogue: Catalogue, individualId: number): IndividualFacts {
  const row = catalogue.get<Omit<IndividualFacts, 'aliases'>>(
    `SELECT code, name, species, sex, life_stage AS lifeStage, vital_status AS vitalStatus, notes
     FROM individuals WHERE id = ?`,
    individualId,
  );
  if (row === undefined) {
    throw new CatalogueError('not-found', `There is no individual ${individualId}.`, {
      individualId,
    });
  }
  const aliases = catalogue
    .all<{ alias: string }>(
      'SELECT alias FROM individual_aliases WHERE individual_id = ? ORDER BY alias',
      individualId,
    )
    .map(({ alias }) => alias);
  return { ...row, aliases };
}

/** @throws CatalogueError `conflict` if another individual has one of the names. */
function store(catalogue: Catalogue, individualId: number, facts: IndividualFacts): void {
  for (const name of [facts.code, ...facts.aliases]) {
    const owner = ownerOfCode(catalogue, name);
    if (owner !== undefined && owner.id !== individualId) {
      throw new CatalogueError(
        'conflict',
        `${name} names ${owner.isAlias ? owner.code : 'another individual'} already. Choose another, or merge the two.`,
        { code: name, individualId: owner.id },
      );
    }
  }
  catalogue.run(
    `UPDATE individuals SET code = ?, name = ?, species = ?, sex = ?, life_stage = ?,
       vital_status = ?, notes = ? WHERE id = ?`,
    facts.code,
    facts.name,
    facts.species,
    facts.sex,
    facts.lifeStage,
    facts.vitalStatus,
    facts.notes,
    individualId,
  );
  catalogue.run('DELETE FROM individual_aliases WHERE individual_id = ?', individualId);
  for (const alias of facts.aliases) {
    catalogue.run('INSERT INTO individual_aliases VALUES (?, ?)', individualId, alias);
  }
}

/** Names without blanks around them, each once, none of them the code itself. */
function cleaned(facts: IndividualFacts): IndividualFacts {
  const code = facts.code.trim();
  const seen = new Set([code.toLowerCase()]);
  const aliases = facts.aliases
    .map((alias) => alias.trim())
    .filter((alias) => {
      const key = alias.toLowerCase();
      return alias !== '' && !seen.has(key) && seen.add(key);
    });
  return { ...facts, code, aliases, name: facts.name?.trim() || null };
}

/**
 * Changes what is written about an individual. A code that is given up stays as an alias, so that old
 * notes and tables still find the animal.
 *
 * @throws CatalogueError `conflict` if a name is taken, `not-found`, `bad-input` for an empty code.
 */
export function editIndividual(
  catalogue: Catalogue,
  individualId: number,
  change: Partial<IndividualFacts>,
  reviewerId: number,
  now: number,
): IndividualCard {
  return catalogue.transaction(() => {
    getIndividual(catalogue, individualId);
    const before = factsOf(catalogue, individualId);
    const given = { ...before, ...change };
    const renamed = given.code.trim().toLowerCase() !== before.code.toLowerCase();
    const after = cleaned({
      ...given,
      aliases: renamed ? [...given.aliases, before.code] : given.aliases,
    });
    if (after.code === '') {
      throw new CatalogueError('bad-input', 'An individual needs a code.', { individualId });
    }
    if (JSON.stringify(after) !== JSON.stringify(before)) {
      store(catalogue, individualId, after);
      record(catalogue, { action: 'edited', individualId, before, after, reviewerId }, now);
    }
    return getIndividual(catalogue, individualId);
  });
}

/** What a merge would do: both as they are, and what they would be together. */
export interface MergePreview {
  from: IndividualCard;
  into: IndividualCard;
  boxes: number;
  /** Encounters in which both were seen: the same animal cannot swim beside itself. */
  together: { encounterId: number; name: string }[];
  /** Photos that show both: certainly two animals. */
  photosOfBoth: { photoId: number; name: string }[];
  /** Facts on which the two differ; those of `into` stay. */
  differences: { fact: string; from: string; into: string }[];
}

/** @throws CatalogueError `bad-input` for the same individual twice, `not-found`. */
export function previewMerge(catalogue: Catalogue, fromId: number, intoId: number): MergePreview {
  if (fromId === intoId) {
    throw new CatalogueError('bad-input', 'An individual cannot be merged into itself.', {
      fromId,
    });
  }
  const from = getIndividual(catalogue, fromId);
  const into = getIndividual(catalogue, intoId);
  const [own, theirs] = [fromId, intoId].map((id) => boxesOfIndividual(catalogue, id));
  const encounters = new Set(theirs.map(({ encounterId }) => encounterId));
  const photos = new Set(theirs.map(({ photoId }) => photoId));
  const together = new Map<number, string>();
  const photosOfBoth = new Map<number, string>();
  for (const { encounterId, encounterName, photoId, photoName } of own) {
    if (encounterId !== null && encounters.has(encounterId)) {
      together.set(encounterId, encounterName ?? `encounter ${encounterId}`);
    }
    if (photos.has(photoId)) photosOfBoth.set(photoId, photoName);
  }
  const facts = [
    ['name', from.name, into.name],
    ['species', from.species, into.species],
    ['sex', known(from.sex), known(into.sex)],
    ['life stage', known(from.lifeStage), known(into.lifeStage)],
    ['alive or dead', known(from.vitalStatus), known(into.vitalStatus)],
  ] as const;
  return {
    from,
    into,
    boxes: from.boxes + into.boxes,
    together: [...together].map(([encounterId, name]) => ({ encounterId, name })),
    photosOfBoth: [...photosOfBoth].map(([photoId, name]) => ({ photoId, name })),
    differences: facts.flatMap(([fact, a, b]) =>
      a !== null && b !== null && a !== b ? [{ fact, from: a, into: b }] : [],
    ),
  };
}

const known = (value: string) => (value === 'unknown' ? null : value);

/**
 * Makes one individual stand for two. Decisions keep the animal that they named; nothing is moved or
 * removed, and what `into` does not say is filled from what `from` says.
 */
export function mergeIndividuals(
  catalogue: Catalogue,
  fromId: number,
  intoId: number,
  reviewerId: number,
  now: number,
): IndividualCard {
  return catalogue.transaction(() => {
    const { from, into } = previewMerge(catalogue, fromId, intoId);
    const before = factsOf(catalogue, intoId);
    const filled: IndividualFacts = {
      ...before,
      name: into.name ?? from.name,
      species: into.species ?? from.species,
      sex: into.sex === 'unknown' ? from.sex : into.sex,
      lifeStage: into.lifeStage === 'unknown' ? from.lifeStage : into.lifeStage,
      vitalStatus: into.vitalStatus === 'unknown' ? from.vitalStatus : into.vitalStatus,
      notes: [into.notes, from.notes].filter((notes) => notes.trim() !== '').join('\n'),
    };
    store(catalogue, intoId, filled);
    catalogue.run('UPDATE individuals SET merged_into = ? WHERE id = ?', intoId, fromId);
    record(
      catalogue,
      {
        action: 'merged',
        individualId: fromId,
        otherId: intoId,
        before,
        after: filled,
        reviewerId,
      },
      now,
    );
    return getIndividual(catalogue, intoId);
  });
}

/** @throws CatalogueError `conflict` if a box is another's by now, `bad-input` if none would stay. */
function boxesToSplit(
  catalogue: Catalogue,
  individualId: number,
  boxIds: readonly number[],
): { moving: IndividualBox[]; staying: IndividualBox[] } {
  getIndividual(catalogue, individualId);
  const boxes = boxesOfIndividual(catalogue, individualId);
  const chosen = new Set(boxIds);
  const moving = boxes.filter(({ boxId }) => chosen.has(boxId));
  if (moving.length !== chosen.size) {
    throw new CatalogueError(
      'conflict',
      'Some of these photos belong to another individual by now. Look at them again.',
      { boxIds: boxIds.filter((id) => !moving.some(({ boxId }) => boxId === id)) },
    );
  }
  const staying = boxes.filter(({ boxId }) => !chosen.has(boxId));
  if (moving.length === 0 || staying.length === 0) {
    throw new CatalogueError(
      'bad-input',
      'A split needs photos that go and photos that stay. To give the animal another code, rename it.',
      { individualId },
    );
  }
  return { moving, staying };
}

/**
 * Makes photos of an individual show another: a decision a box, which names the new animal under `code`
 * or one that is there. The old decisions stay.
 *
 * @returns the individual that the photos show now.
 */
export function splitIndividual(
  catalogue: Catalogue,
  individualId: number,
  boxIds: readonly number[],
  to: { code: string } | { individualId: number },
  reviewerId: number,
  now: number,
): IndividualCard {
  return catalogue.transaction(() => {
    const { moving } = boxesToSplit(catalogue, individualId, boxIds);
    const { species } = factsOf(catalogue, individualId);
    const made = 'code' in to;
    const target = made ? takeCode(catalogue, to.code, now) : to.individualId;
    if (target === individualId) {
      throw new CatalogueError('bad-input', 'The photos show this individual already.', {
        individualId,
      });
    }
    if (made) {
      catalogue.run(
        'UPDATE individuals SET species = coalesce(species, ?) WHERE id = ?',
        species,
        target,
      );
    } else getIndividual(catalogue, target);
    const editId = record(
      catalogue,
      {
        action: 'split',
        individualId,
        otherId: target,
        after: { boxIds, made },
        reviewerId,
      },
      now,
    );
    moving.forEach(({ boxId, verdict }, index) => {
      const word = verdict === 'probable' ? 'probable' : made && index === 0 ? 'new' : 'match';
      catalogue.run(
        `INSERT INTO decisions (box_id, verdict, individual_id, reviewer_id, edit_id, note, decided_at)
         VALUES (?, ?, ?, ?, ?, ?, ?)`,
        boxId,
        word,
        target,
        reviewerId,
        editId,
        `split off ${factsOf(catalogue, individualId).code}`,
        now,
      );
    });
    return getIndividual(catalogue, target);
  });
}

/** Makes a box the best of its side, or with null lets the quality grades choose again. */
export function chooseBest(
  catalogue: Catalogue,
  individualId: number,
  side: Side,
  boxId: number | null,
  reviewerId: number,
  now: number,
): IndividualCard {
  return catalogue.transaction(() => {
    getIndividual(catalogue, individualId);
    if (boxId !== null) {
      const box = boxesOfIndividual(catalogue, individualId).find((own) => own.boxId === boxId);
      if (box === undefined || box.side !== side) {
        throw new CatalogueError(
          'conflict',
          `This photo does not show the ${side} side of this individual any more.`,
          { boxId, individualId, side },
        );
      }
    }
    const before = chosenBest(catalogue, individualId, side);
    storeBest(catalogue, individualId, side, boxId);
    record(
      catalogue,
      {
        action: 'best-photo',
        individualId,
        before: { side, boxId: before },
        after: { side, boxId },
        reviewerId,
      },
      now,
    );
    return getIndividual(catalogue, individualId);
  });
}

const chosenBest = (catalogue: Catalogue, individualId: number, side: Side) =>
  catalogue.value<number>(
    'SELECT box_id FROM best_boxes WHERE individual_id = ? AND side = ?',
    individualId,
    side,
  ) ?? null;

function storeBest(
  catalogue: Catalogue,
  individualId: number,
  side: Side,
  boxId: number | null,
): void {
  catalogue.run('DELETE FROM best_boxes WHERE individual_id = ? AND side = ?', individualId, side);
  if (boxId !== null) {
    catalogue.run('INSERT INTO best_boxes VALUES (?, ?, ?)', individualId, side, boxId);
  }
}

type EditRow = Omit<IndividualEdit, 'before' | 'after' | 'isUndone'> & {
  before: string;
  after: string;
  isUndone: number;
};

const selectEdits = `SELECT e.id, e.action, e.individual_id AS individualId, i.code,
    e.other_id AS otherId, o.code AS otherCode, e.before, e.after, r.name AS reviewer, e.at, e.undoes,
    EXISTS (SELECT 1 FROM individual_edits u WHERE u.undoes = e.id) AS isUndone
  FROM individual_edits e JOIN individuals i ON i.id = e.individual_id
  LEFT JOIN individuals o ON o.id = e.other_id LEFT JOIN reviewers r ON r.id = e.reviewer_id`;

const editOf = ({ before, after, isUndone, ...row }: EditRow): IndividualEdit => ({
  ...row,
  before: JSON.parse(before) as Record<string, unknown>,
  after: JSON.parse(after) as Record<string, unknown>,
  isUndone: isUndone === 1,
});

/** What was done to an individual, newest first; without one, to all. */
export function individualEdits(
  catalogue: Catalogue,
  individualId: number | null,
  limit: number,
): IndividualEdit[] {
  return catalogue
    .all<EditRow>(
      `${selectEdits} WHERE @only IS NULL OR e.individual_id = @only OR e.other_id = @only
       ORDER BY e.id DESC LIMIT @limit`,
      { only: individualId, limit },
    )
    .map(editOf);
}

/**
 * Takes an edit back by a row of its own. After a merge both individuals stand again; after a split the
 * photos that nobody judged since go back, and the animal that it made stands for the old one.
 *
 * @throws CatalogueError `conflict` if it was taken back before, or if what it set was changed since.
 */
export function undoEdit(
  catalogue: Catalogue,
  editId: number,
  reviewerId: number,
  now: number,
): { edit: IndividualEdit; kept: number } {
  return catalogue.transaction(() => {
    const row = catalogue.get<EditRow>(`${selectEdits} WHERE e.id = ?`, editId);
    if (row === undefined || row.action === 'undo') {
      throw new CatalogueError('not-found', `There is no edit ${editId} to undo.`, { editId });
    }
    const edit = editOf(row);
    if (edit.isUndone) {
      throw new CatalogueError('conflict', 'This was undone already.', { editId });
    }
    const kept = reverse(catalogue, edit, reviewerId, now);
    record(
      catalogue,
      {
        action: 'undo',
        individualId: edit.individualId,
        otherId: edit.otherId,
        reviewerId,
        undoes: editId,
      },
      now,
    );
    return { edit: { ...edit, isUndone: true }, kept };
  });
}

/** @returns photos of a split that stay where a later decision put them. */
function reverse(
  catalogue: Catalogue,
  edit: IndividualEdit,
  reviewerId: number,
  now: number,
): number {
  const { individualId, otherId, before, after } = edit;
  if (edit.action === 'edited') {
    takeBackFacts(catalogue, individualId, before, after);
    return 0;
  }
  if (edit.action === 'best-photo') {
    const side = after.side as Side;
    storeBest(catalogue, individualId, side, (before.boxId as number | null) ?? null);
    return 0;
  }
  if (otherId === null) throw new Error(`The ${edit.action} ${edit.id} names only one individual.`);
  if (edit.action === 'merged') {
    const { changes } = catalogue.run(
      'UPDATE individuals SET merged_into = NULL WHERE id = ? AND merged_into = ?',
      individualId,
      otherId,
    );
    if (changes === 0) {
      throw new CatalogueError(
        'conflict',
        `${edit.code} is not merged into ${edit.otherCode} now.`,
        {
          individualId,
        },
      );
    }
    takeBackFacts(catalogue, otherId, before, after);
    return 0;
  }
  return takeBackSplit(catalogue, edit, otherId, reviewerId, now);
}

/** Each fact that still is what the edit made it goes back; what was changed since stays. */
function takeBackFacts(
  catalogue: Catalogue,
  individualId: number,
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): void {
  const now = factsOf(catalogue, individualId);
  const back = Object.fromEntries(
    Object.entries(now).map(([fact, value]) => [
      fact,
      JSON.stringify(value) === JSON.stringify(after[fact]) ? before[fact] : value,
    ]),
  ) as unknown as IndividualFacts;
  store(catalogue, individualId, cleaned(back));
}

function takeBackSplit(
  catalogue: Catalogue,
  edit: IndividualEdit,
  otherId: number,
  reviewerId: number,
  now: number,
): number {
  const made = catalogue.all<{ id: number; boxId: number; stands: number }>(
    `SELECT d.id, d.box_id AS boxId, w.decision_id IS NOT NULL AS stands FROM decisions d
     LEFT JOIN box_identity w ON w.decision_id = d.id
     WHERE d.edit_id = ? AND d.verdict <> 'undo' AND NOT EXISTS (SELECT 1 FROM decisions u WHERE u.undoes = d.id)`,
    edit.id,
  );
  for (const { id, boxId } of made.filter(({ stands }) => stands === 1)) {
    catalogue.run(
      `INSERT INTO decisions (box_id, verdict, reviewer_id, undoes, edit_id, decided_at)
       VALUES (?, 'undo', ?, ?, ?, ?)`,
      boxId,
      reviewerId,
      id,
      edit.id,
      now,
    );
  }
  // An animal that the split made has nothing of its own left, unless somebody matched to it since.
  if (edit.after.made === true && boxesOfIndividual(catalogue, otherId).length === 0) {
    catalogue.run(
      'UPDATE individuals SET merged_into = ? WHERE id = ?',
      edit.individualId,
      otherId,
    );
  }
  return made.filter(({ stands }) => stands === 0).length;
}
