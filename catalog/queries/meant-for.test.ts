import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { insertBox } from '../boxes/insert-box.ts';
import { madeCatalogue } from '../made-catalogue.fixture.ts';
import { addFins } from '../training/made-fins.fixture.ts';
import { insertModel } from '../versions/add-version.ts';
import { chooseModel } from '../versions/change-version.ts';
import { identifyQueue, queueEncounters } from './identify-queue.ts';
import { classesInUse } from './meant-for.ts';

const { catalogue, remove } = madeCatalogue();
afterAll(remove);

it('a network of fins or else bodies asks for a body only where the animal has no fin', async () => {
  const wait = { animal: null, encounter: 'one' };
  const [first = 0, second = 0] = await addFins(catalogue, join(catalogue.folder, 'photos'), [
    wait,
    wait,
  ]);
  const photoOf = (boxId: number) =>
    catalogue.value<number>('SELECT photo_id FROM boxes WHERE id = ?', boxId) ?? 0;
  const body = (photoId: number, x: number) =>
    insertBox(
      catalogue,
      { photoId, classId: 2, x, y: 0, w: 0.9, h: 1, source: 'import', state: 'accepted' },
      1,
    );
  body(photoOf(first), 0);
  // Of the second photo the body alone is boxed.
  catalogue.run('UPDATE boxes SET deleted_at = 5 WHERE id = ?', second);
  const alone = body(photoOf(second), 0.1);

  const asked = () => {
    const { rows } = identifyQueue(catalogue, classesInUse(catalogue), 'encounter', 9);
    return rows.map(({ boxId }) => boxId).sort((a, b) => a - b);
  };
  expect(asked()).toHaveLength(3);
  const use = (recipe: Record<string, unknown>) => {
    const asTrained = { kind: 'embedder', architecture: 'made', origin: 'trained' } as const;
    const { id } = insertModel(catalogue, { ...asTrained, state: 'ready', recipe }, 1);
    chooseModel(catalogue, id);
  };
  use({ classId: 1 });
  expect(asked()).toEqual([first]);
  use({ classId: 1, orClassIds: [2] });
  expect(asked()).toEqual([first, alone]);
  const [encounter] = queueEncounters(catalogue, classesInUse(catalogue));
  expect(encounter).toMatchObject({ waiting: 2, total: 2 });
});
