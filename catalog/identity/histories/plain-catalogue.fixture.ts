/** The rules of `docs/identity.md` over plain lists: what the real catalogue is compared with. */
import type { DecisionOrigin, Round } from '#terms/identity/rounds.ts';
import type { LoggedVerdict } from '#terms/identity/verdicts.ts';
import { boxIds, photoOf, takenAt } from './made-world.fixture.ts';

export interface PlainRow {
  id: number;
  box: number;
  verdict: LoggedVerdict;
  animal: number | null;
  by: number | null;
  round: Round;
  origin: DecisionOrigin;
  note: string;
  undoes: number | null;
  redoes: number | null;
  batch: number | null;
  edit: number | null;
}

interface PlainAnimal {
  id: number;
  code: string;
  aliases: string[];
  byVerdict: boolean;
  mergedInto: number | null;
}

interface PlainEdit {
  id: number;
  action: 'edited' | 'merged' | 'split' | 'undo';
  animal: number;
  other: number | null;
  before: Pick<PlainAnimal, 'code' | 'aliases'> | null;
  after: Pick<PlainAnimal, 'code' | 'aliases'> | null;
  undoes: number | null;
}

interface PlainPair {
  box: number;
  first: PlainRow;
  second: PlainRow;
  answers: [first: string, second: string];
  settled: boolean;
}

export class PlainCatalogue {
  rows: PlainRow[] = [];
  animals: PlainAnimal[] = [];
  edits: PlainEdit[] = [];
  /** Every code that was ever given, in small letters, and the animal that had it. */
  codes = new Map<string, number>();
  boxes = new Map(
    boxIds.map((id) => [id, { photo: photoOf[id - 1], accepted: true, deleted: false }]),
  );

  row(id: number): PlainRow {
    return found(this.rows.find((row) => row.id === id));
  }

  animal(id: number): PlainAnimal {
    return found(this.animals.find((animal) => animal.id === id));
  }

  box(id: number) {
    return found(this.boxes.get(id));
  }

  stands({ id, verdict }: PlainRow, before = Infinity): boolean {
    return verdict !== 'undo' && !this.rows.some((row) => row.undoes === id && row.id < before);
  }

  /** The decision that says what a fin shows, now or when the row `before` was written. */
  word(box: number, before = Infinity): PlainRow | undefined {
    return this.rows.findLast(
      (row) =>
        row.box === box && row.round !== 'second' && row.id < before && this.stands(row, before),
    );
  }

  /** The one that an animal stands for after all merges. */
  heir(animal: number): number {
    const { mergedInto } = this.animal(animal);
    return mergedInto === null ? animal : this.heir(mergedInto);
  }

  /** The animal that a fin shows. */
  shown(box: number): number | null {
    const animal = this.word(box)?.animal ?? null;
    return animal === null ? null : this.heir(animal);
  }

  isUndone(edit: PlainEdit): boolean {
    return this.edits.some(({ undoes }) => undoes === edit.id);
  }

  /** Whether an animal that a verdict founded is none any more. */
  isVacant(id: number): boolean {
    const { byVerdict, mergedInto } = this.animal(id);
    return (
      byVerdict &&
      mergedInto === null &&
      !boxIds.some((box) => this.word(box)?.animal === id) &&
      !this.animals.some((other) => other.mergedInto === id) &&
      !this.edits.some(
        (edit) => edit.animal === id && edit.action === 'edited' && !this.isUndone(edit),
      )
    );
  }

  /** Photos of an animal that are in its list, the newest first. */
  finsOf(id: number): number[] {
    return boxIds
      .filter((box) => !this.box(box).deleted && this.shown(box) === id)
      .sort((a, b) => this.seconds(b) - this.seconds(a) || a - b);
  }

  isListed(id: number): boolean {
    return (
      this.animal(id).mergedInto === null && (this.finsOf(id).length > 0 || !this.isVacant(id))
    );
  }

  seconds(box: number): number {
    return takenAt[this.box(box).photo - 1];
  }

  ownerOf(code: string): number | undefined {
    const key = code.toLowerCase();
    return (
      this.codes.get(key) ??
      this.animals.find(({ aliases }) => aliases.some((alias) => alias.toLowerCase() === key))?.id
    );
  }

  /** Both words on a reviewed fin. */
  pair(box: number): PlainPair | undefined {
    const second = this.rows.findLast(
      (row) => row.box === box && row.round === 'second' && this.stands(row),
    );
    if (second === undefined || this.box(box).deleted) return undefined;
    const words = this.rows.filter(
      (row) => row.box === box && row.round !== 'second' && this.stands(row),
    );
    const isLast = (row: PlainRow) => row.round === 'adjudication' || row.edit !== null;
    const first = words.findLast((row) => !isLast(row) || row.id < second.id);
    if (first === undefined || first.by === second.by) return undefined;
    if (first.verdict === 'unsure' || second.verdict === 'unsure') return undefined;
    const answer = ({ animal, verdict }: PlainRow) =>
      animal === null ? verdict : `#${this.heir(animal)}`;
    const meansFirst =
      second.verdict === 'new' && first.animal !== null && !this.couldSeeAnother(first, second);
    return {
      box,
      first,
      second,
      answers: [answer(first), meansFirst ? answer(first) : answer(second)],
      settled: words.some((row) => isLast(row) && row.id > Math.max(first.id, second.id)),
    };
  }

  /** Whether the second reviewer could see another fin of the first one's animal. */
  private couldSeeAnother({ animal }: PlainRow, second: PlainRow): boolean {
    const { box } = second;
    return boxIds.some((other) => {
      if (this.box(other).deleted || this.box(other).photo === this.box(box).photo) return false;
      if (Math.abs(this.seconds(other) - this.seconds(box)) <= 10) return false;
      const then = this.word(other, second.id)?.animal ?? null;
      return then !== null && animal !== null && this.heir(then) === this.heir(animal);
    });
  }

  dispute(box: number): PlainPair | undefined {
    const pair = this.pair(box);
    const isOpen = pair !== undefined && pair.answers[0] !== pair.answers[1] && !pair.settled;
    return isOpen ? pair : undefined;
  }

  /** Adds a row; a box that it calls no fin is none until a later one says otherwise. */
  add(row: Partial<PlainRow> & { box: number; verdict: LoggedVerdict }): PlainRow {
    const wasNone = this.word(row.box)?.verdict === 'not-a-fin';
    const added: PlainRow = {
      id: this.rows.length + 1,
      animal: null,
      by: null,
      round: 'first',
      origin: 'person',
      note: '',
      undoes: null,
      redoes: null,
      batch: null,
      edit: null,
      ...row,
    };
    this.rows.push(added);
    const isNone = this.word(row.box)?.verdict === 'not-a-fin';
    if (isNone !== wasNone) this.box(row.box).accepted = !isNone;
    return added;
  }

  found(code: string, byVerdict: boolean): number {
    const id = this.animals.length + 1;
    this.animals.push({ id, code, aliases: [], byVerdict, mergedInto: null });
    this.codes.set(code.toLowerCase(), id);
    return id;
  }
}

export function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('The model looked for what it never had.');
  return value;
}
