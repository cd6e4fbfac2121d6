import type { IndividualEdit } from '#terms/identity/individual-edits.ts';
import { factTitles } from '#terms/identity/individuals.ts';
import { api } from '../client/connection.ts';
import { attempt, showDone } from '../client/error-words.ts';
import { counted } from '../parts/words.ts';

/** What an edit did, in words that go after who did it. */
export function editWords({ action, code, otherCode, before, after }: IndividualEdit): string {
  switch (action) {
    case 'merged':
      return `merged ${code} into ${otherCode ?? '?'}`;
    case 'split': {
      const photos = Array.isArray(after.boxIds) ? after.boxIds.length : 0;
      return `split ${counted(photos, 'photo')} off ${code} as ${otherCode ?? '?'}`;
    }
    case 'best-photo':
      return after.boxId === null
        ? `let quality choose the best ${String(after.side)} photo of ${code}`
        : `chose the best ${String(after.side)} photo of ${code}`;
    case 'undo':
      return 'took an edit back';
    case 'edited': {
      const facts = Object.keys(after).filter(
        (fact) => JSON.stringify(after[fact]) !== JSON.stringify(before[fact]),
      );
      return `changed ${facts.map(factName).join(', ')} of ${code}`;
    }
  }
}

const titles: Readonly<Record<string, string>> = factTitles;
const factName = (fact: string) => titles[fact] ?? fact;

/** Takes an edit back, and says what stayed. */
export async function takeBack(edit: IndividualEdit, reviewerId: number): Promise<void> {
  await attempt('It could not be taken back', async () => {
    const { kept } = await api.individuals.undoEdit({ editId: edit.id, reviewerId });
    const stayed =
      kept === 0
        ? ''
        : ` ${counted(kept, 'photo')} ${kept === 1 ? 'stays' : 'stay'} where a later decision put ${kept === 1 ? 'it' : 'them'}.`;
    showDone(`Taken back: ${editWords(edit)}.${stayed}`);
  });
}

/** Takes back the last edit of a person that stands. */
export async function takeBackLast(reviewer: string, reviewerId: number): Promise<void> {
  const edits = await api.individuals.edits({ limit: 50 });
  const last = edits.find(
    (edit) => edit.action !== 'undo' && !edit.isUndone && edit.reviewer === reviewer,
  );
  if (last === undefined) showDone('There is nothing of yours to take back here.');
  else await takeBack(last, reviewerId);
}
