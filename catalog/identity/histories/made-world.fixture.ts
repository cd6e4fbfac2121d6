/** A tiny catalogue in memory, the same each time, that random histories are lived through in. */
import { rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { Topic } from '#terms/events.ts';
import { noticeWrites } from '../../written.ts';
import { insertBox } from '../../boxes/insert-box.ts';
import { Catalogue } from '../../catalogue.ts';
import { madeCatalogue, madeFile, storePhotos } from '../../made-catalogue.fixture.ts';
import { addReviewer } from '../add-reviewer.ts';

/** When each photo was taken, seconds; the first two show one moment. */
export const takenAt = [0, 5, 60, 120] as const;
/** The photo of each box. */
export const photoOf = [1, 1, 2, 3, 3, 4] as const;
export const reviewerNames = ['Ann', 'Ben', 'Cora'] as const;

export const boxIds = photoOf.map((_, index) => index + 1);
export const reviewerIds = reviewerNames.map((_, index) => index + 1);

export interface MadeWorld {
  catalogue: Catalogue;
  /** Topics of which something was written since this was emptied. */
  written: Set<Topic>;
}

/** The catalogue before anything was said. */
export function madeWorld(): MadeWorld {
  const { catalogue, parent } = madeCatalogue();
  storePhotos(
    catalogue,
    takenAt.map((second, index) => madeFile(`${index}.jpg`, { takenMs: second * 1000 })),
  );
  catalogue.run(
    `INSERT INTO encounters (name, origin, created_at) VALUES ('Chanonry', 'person', 0)`,
  );
  catalogue.run('UPDATE photos SET encounter_id = 1');
  for (const [index, photoId] of photoOf.entries())
    insertBox(
      catalogue,
      {
        photoId,
        classId: 1,
        x: 0.4 * (index % 2),
        y: 0.2,
        w: 0.25,
        h: 0.25,
        source: 'human',
        state: 'accepted',
        side: 'left',
      },
      1,
    );
  for (const name of reviewerNames) addReviewer(catalogue, name, 0);
  const bytes = catalogue.db.serialize();
  catalogue.close();
  rmSync(parent, { recursive: true });
  // A copy in memory has no log of its own.
  bytes[18] = 1;
  bytes[19] = 1;
  const db = new Database(bytes);
  db.pragma('foreign_keys = ON');
  const written = new Set<Topic>();
  noticeWrites(db, (topic) => written.add(topic));
  // Lived through inside one transaction, which the catalogue itself would wait for.
  return { catalogue: new Catalogue('/in-memory', db, true, () => {}), written };
}
