/** Names follow the animals: what the rules say of photos whose boxes, checks or decisions changed is written. */
import type { Database, Statement } from 'better-sqlite3';
import { boxGrades, gradeNames } from '#terms/boxes/attributes.ts';
import { identityClass } from '../queries/identity-class.ts';
import { nameSteps, type NameSteps } from './name-rules.ts';
import { namedPhotos } from './named-photo.ts';

/** Photos read at once. */
const TOGETHER = 2000;

/**
 * Brings the names of these photos to where they belong, within the transaction at hand. Done twice, it changes
 * nothing. A decision that it makes is of origin `import`: nobody was asked.
 */
export function settleNames(db: Database, photoIds: readonly number[], now: number): void {
  const classId = identityClass({ value: (sql) => db.prepare(sql).pluck().get() as never });
  for (let from = 0; from < photoIds.length; from += TOGETHER)
    write(
      db,
      namedPhotos(db, photoIds.slice(from, from + TOGETHER)).map((photo) =>
        nameSteps(photo, classId),
      ),
      now,
    );
}

function write(db: Database, all: readonly NameSteps[], now: number): void {
  for (const { decisionId, boxId } of all.flatMap(({ withdrawn }) => withdrawn))
    db.prepare(
      `INSERT INTO decisions (box_id, verdict, origin, undoes, note, decided_at)
       VALUES (?, 'undo', 'import', ?, 'A second animal was found on the photo', ?)`,
    ).run(boxId, decisionId, now);
  const placed = all.flatMap((steps) => steps.placed);
  if (placed.length > 0) {
    const give = giving(db);
    const fill = filling(db);
    for (const { nameId, boxId } of placed) {
      give.run({ nameId, boxId, now });
      fill.run({ nameId, boxId, now });
    }
  }
  const set = (change: string, of: (steps: NameSteps) => readonly number[]) => {
    const ids = all.flatMap(of);
    if (ids.length > 0)
      db.prepare(
        `UPDATE boxes SET ${change}, updated_at = max(@now, updated_at + 1)
         WHERE id IN (SELECT value FROM json_each(@ids))`,
      ).run({ now, ids: JSON.stringify(ids) });
  };
  set('deleted_at = NULL', ({ shown }) => shown);
  set('deleted_at = @now', ({ hidden }) => hidden);
  set(`kind = 'name'`, ({ namesOnly }) => namesOnly);
  for (const { nameId, likeId } of all.flatMap(({ wholes }) => wholes))
    db.prepare(
      `UPDATE boxes SET kind = 'whole', class_id = n.class_id, model_id = n.model_id,
         updated_at = max(@now, boxes.updated_at + 1)
       FROM boxes n WHERE n.id = @likeId AND boxes.id = @nameId`,
    ).run({ now, nameId, likeId });
}

interface Placing {
  nameId: number;
  boxId: number;
  now: number;
}

/** Says of a box the word that stands on its photo as a whole. */
const giving = (db: Database): Statement<Placing> =>
  db.prepare(
    // The animal that a first reviewer founded is a match from here on: it is founded once.
    `INSERT INTO decisions (box_id, verdict, individual_id, reviewer_id, origin, note, from_name, decided_at)
     SELECT @boxId, iif(d.verdict = 'new', 'match', d.verdict), d.individual_id, d.reviewer_id, 'import',
       d.note, @nameId, @now
     FROM box_identity w JOIN decisions d ON d.id = w.decision_id WHERE w.box_id = @nameId`,
  );

const grades = gradeNames.map((name) => boxGrades[name].column);

/** What was said with the name of the animal's picture, where nobody said it of the box. */
export function filling(db: Database): Statement<Placing> {
  const filled = grades.map((column) => `${column} = coalesce(boxes.${column}, n.${column})`);
  const isNew = grades.map((column) => `(boxes.${column} IS NULL AND n.${column} IS NOT NULL)`);
  return db.prepare(
    `UPDATE boxes SET side = iif(boxes.side = 'unknown', n.side, boxes.side), ${filled.join(', ')},
       updated_at = max(@now, boxes.updated_at + 1)
     FROM boxes n WHERE n.id = @nameId AND boxes.id = @boxId
       AND ((boxes.side = 'unknown' AND n.side <> 'unknown') OR ${isNew.join(' OR ')})`,
  );
}
