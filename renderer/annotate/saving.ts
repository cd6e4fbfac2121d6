/**
 * Saves edits as they are made, one after the other, and never asks. What could not be saved stays on
 * the screen, is said loudly, and is tried again until it is stored.
 */
import { create } from 'zustand';
import type { BoxChange, BoxEdit, BoxFields, PhotoBoxes } from '#terms/boxes/boxes.ts';
import { api } from '../client/connection.ts';
import { useSeat } from '../client/seat.ts';
import { asReviewer } from '../reviewer/as-reviewer.ts';
import { errorCodeOf, showError, wordsOf } from '../client/error-words.ts';
import { useAnnotate, type ScreenBox } from './annotate-store.ts';

/** A change as the screen makes it: a new box has the negative id that it is known by until stored. */
export type LocalChange =
  | { kind: 'create'; boxId: number; fields: Extract<BoxChange, { kind: 'create' }>['fields'] }
  | { kind: 'set'; boxId: number; fields: Partial<BoxFields> }
  | { kind: 'delete'; boxId: number };

/** `key`: under which it is sent, again if need be. */
type Waiting = Omit<BoxEdit, 'changes' | 'key'> & { changes: readonly LocalChange[]; key: string };

interface SavingState {
  /** Edits that are not stored yet. */
  waiting: number;
  /** Why the first of them could not be stored; null while all goes well. */
  problem: string | null;
}

export const useSaving = create<SavingState>(() => ({ waiting: 0, problem: null }));

const retryMs = 2000;
const queue: Waiting[] = [];
/** Stored ids of boxes that were made on this screen. */
const storedIds = new Map<number, number>();
/** Versions of boxes as this screen last heard of them. */
const versions = new Map<number, number>();
let running: Promise<void> | null = null;
let nextLocalId = -1;
/** Edits made on this screen so far. */
let edits = 0;

export const newLocalId = (): number => nextLocalId--;

/** Notes how boxes are stored; an edit is made on what was seen. */
export function heard(boxes: readonly Pick<ScreenBox, 'id' | 'updatedAt'>[]): void {
  for (const { id, updatedAt } of boxes) versions.set(id, updatedAt);
}

/** Resolves when everything is stored or the first failure is on the screen. */
export function settled(): Promise<void> {
  if (isSaving()) askWhoIsThere();
  return running ?? Promise.resolve();
}

export const isSaving = (): boolean => queue.length > 0;

/** Queues an edit that the screen shows already. */
export function save(edit: Omit<Waiting, 'key'>): void {
  edits += 1;
  queue.push({ ...edit, key: crypto.randomUUID() });
  useSaving.setState({ waiting: queue.length });
  askWhoIsThere();
  running ??= drain().finally(() => {
    running = null;
  });
}

/** Every box and check carries a name: the first one waits for it, and is stored then. */
function askWhoIsThere(): void {
  if (useSeat.getState().reviewerId === null) asReviewer(() => undefined);
}

const somebodyIsThere = (): Promise<void> =>
  new Promise((resolve) => {
    if (useSeat.getState().reviewerId !== null) {
      resolve();
      return;
    }
    const stop = useSeat.subscribe(({ reviewerId }) => {
      if (reviewerId === null) return;
      stop();
      resolve();
    });
  });

async function drain(): Promise<void> {
  for (;;) {
    const [edit] = queue;
    if (edit === undefined) return;
    await somebodyIsThere();
    try {
      const { created, boxes, checked } = await api.boxes.edit({
        photoId: edit.photoId,
        action: edit.action,
        key: edit.key,
        changes: edit.changes.map(stored),
        ...(edit.checked === undefined ? {} : { checked: edit.checked }),
      });
      queue.shift();
      let made = 0;
      for (const change of edit.changes)
        if (change.kind === 'create') {
          const id = created[made];
          made += 1;
          if (id !== undefined) adopt(change.boxId, id);
        }
      heard(boxes);
      useSaving.setState({ waiting: queue.length, problem: null });
      if (!queue.some(({ photoId }) => photoId === edit.photoId))
        showStored({ photoId: edit.photoId, boxes, checked });
    } catch (error) {
      const code = errorCodeOf(error);
      if (code === 'conflict' || code === 'not-found' || code === 'bad-input') {
        // Trying again would fail again: what is stored is shown, and why.
        queue.shift();
        useSaving.setState({ waiting: queue.length, problem: null });
        showError('That change was not stored', error);
        await reload(edit.photoId);
        continue;
      }
      useSaving.setState({ problem: wordsOf(error) });
      await new Promise((resolve) => {
        setTimeout(resolve, retryMs);
      });
    }
  }
}

/** Asks how the boxes of a photo stand, and shows it unless an edit is on its way or was made meanwhile. */
export async function reload(photoId: number): Promise<void> {
  const before = edits;
  const found = await api.boxes.ofPhoto({ photoId });
  // Overtaken by an edit, whose own answer will say how the photo stands, this one is old.
  if (edits !== before || queue.some((edit) => edit.photoId === photoId)) return;
  heard(found.boxes);
  showStored(found);
}

function showStored({ photoId, boxes, checked }: PhotoBoxes): void {
  const state = useAnnotate.getState();
  if (state.photoId !== photoId) return;
  const there = new Set(boxes.map(({ id }) => id));
  useAnnotate.setState({
    boxes,
    checked,
    selected: new Set([...state.selected].filter((id) => there.has(id))),
  });
}

/** A box that was made here is known by its stored id from now on. */
function adopt(localId: number, id: number): void {
  storedIds.set(localId, id);
  const { boxes, selected } = useAnnotate.getState();
  useAnnotate.setState({
    boxes: boxes.map((box) => (box.id === localId ? { ...box, id } : box)),
    ...(selected.has(localId)
      ? { selected: new Set([...selected].map((each) => (each === localId ? id : each))) }
      : {}),
  });
}

function stored(change: LocalChange): BoxChange {
  if (change.kind === 'create') return { kind: 'create', fields: change.fields };
  const boxId = storedIds.get(change.boxId) ?? change.boxId;
  const version = versions.get(boxId) ?? 0;
  return change.kind === 'set'
    ? { kind: 'set', boxId, version, fields: change.fields }
    : { kind: 'delete', boxId, version };
}
