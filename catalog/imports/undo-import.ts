/** Taking an import back as a whole: what it made goes, what it filled in is as before, what others built on stays. */
import type { ImportCounts, TakenBackImport } from '#terms/imports/taken-back.ts';
import type { Catalogue } from '../catalogue.ts';
import { CatalogueError } from '../catalogue-error.ts';
import { removeEmptied } from '../encounters/edit-encounters.ts';
import { isVacant } from '../queries/individual-codes.ts';
import { takeBackFacts } from './take-back-facts.ts';

interface Undoing {
  catalogue: Catalogue;
  importId: number;
  reviewerId: number | null;
  now: number;
  takenBack: ImportCounts;
  kept: ImportCounts;
}

const none = (): ImportCounts => ({ photos: 0, boxes: 0, names: 0, individuals: 0, facts: 0 });

/** Thrown to leave everything as it was, with what would have been done. */
class OnlyLooked extends Error {
  readonly outcome: TakenBackImport;
  constructor(outcome: TakenBackImport) {
    super('Nothing is stored.');
    this.outcome = outcome;
  }
}

/**
 * Takes an import back in one transaction. Decisions are taken back by rows of their own, so that the log tells of
 * them; boxes are removed as a person removes them. A name that somebody reviewed, a box that somebody judged, named
 * or changed, and a photo that somebody worked on stay, and so does a fact that is another one by now.
 *
 * @param isDry whether it is only said what would be done
 * @throws CatalogueError `not-found`; `conflict` if it was taken back before
 */
export function undoImport(
  catalogue: Catalogue,
  importId: number,
  reviewerId: number | null,
  now: number,
  isDry = false,
): TakenBackImport {
  try {
    return catalogue.transaction(() => {
      const row = catalogue.get<{ undoneAt: number | null }>(
        'SELECT undone_at AS undoneAt FROM imports WHERE id = ?',
        importId,
      );
      if (row === undefined)
        throw new CatalogueError('not-found', `There is no import ${importId}.`, { importId });
      if (row.undoneAt !== null)
        throw new CatalogueError('conflict', `Import ${importId} was taken back already.`, {
          importId,
        });
      const undoing = { catalogue, importId, reviewerId, now, takenBack: none(), kept: none() };
      takeBackNames(undoing);
      takeBackBoxes(undoing);
      const facts = takeBackFacts(catalogue, importId, now);
      undoing.takenBack.facts = facts.takenBack;
      undoing.kept.facts = facts.kept;
      takeBackPhotos(undoing);
      takeBackIndividuals(undoing);
      removeEmptied(catalogue);
      catalogue.run(
        'UPDATE imports SET undone_at = ?, undone_by = ? WHERE id = ?',
        now,
        reviewerId,
        importId,
      );
      const { takenBack, kept } = undoing;
      if (isDry) throw new OnlyLooked({ takenBack, kept });
      return { takenBack, kept };
    });
  } catch (error) {
    if (error instanceof OnlyLooked) return error.outcome;
    throw error;
  }
}

/** Rows of a table that the import made. */
const made = (table: string) =>
  `IN (SELECT row_id FROM import_writes WHERE import_id = @importId AND action = 'made' AND table_name = '${table}')`;

const stands = (d: string) => `${d}.verdict <> 'undo'
  AND NOT EXISTS (SELECT 1 FROM decisions u WHERE u.undoes = ${d}.id)`;

/** Also where the name of a photo went to by itself since. */
function takeBackNames({ catalogue, importId, reviewerId, now, takenBack, kept }: Undoing): void {
  const rows = catalogue.all<{ id: number; boxId: number; isReviewed: 0 | 1; isOwn: 0 | 1 }>(
    `SELECT d.id, d.box_id AS boxId, d.from_name IS NULL AS isOwn,
       EXISTS (SELECT 1 FROM decisions s WHERE s.box_id = d.box_id AND s.round = 'second'
         AND ${stands('s')}) AS isReviewed
     FROM decisions d WHERE ${stands('d')} AND d.origin = 'import'
       AND (d.id ${made('decisions')} OR d.from_name ${made('boxes')}
         OR (d.redoes IS NOT NULL AND d.box_id ${made('boxes')})) ORDER BY d.id`,
    { importId },
  );
  // Where a person said which of several boxes it is, that is the person's word.
  kept.names +=
    catalogue.value<number>(
      `SELECT count(*) FROM decisions d WHERE ${stands('d')} AND d.origin = 'person'
         AND d.from_name ${made('boxes')}`,
      { importId },
    ) ?? 0;
  for (const { id, boxId, isReviewed, isOwn } of rows) {
    if (isReviewed === 1) {
      kept.names += 1;
      continue;
    }
    if (isOwn === 1) takenBack.names += 1;
    catalogue.run(
      `INSERT INTO decisions (box_id, verdict, reviewer_id, origin, undoes, note, decided_at)
       VALUES (?, 'undo', ?, 'import', ?, 'The import was taken back', ?)`,
      boxId,
      reviewerId,
      id,
      now,
    );
  }
  // Photos whose name nobody holds any more are settled, and their boxes no longer count as named.
  catalogue.settleNames();
}

/** Whether anybody did something with a box after it came in. */
const isBuiltOn = `(EXISTS (SELECT 1 FROM decisions d WHERE d.box_id = b.id AND ${stands('d')})
  OR EXISTS (SELECT 1 FROM best_boxes o WHERE o.box_id = b.id)
  OR EXISTS (SELECT 1 FROM box_edits e, json_each(e.after, '$.boxes') k
    WHERE e.photo_id = b.photo_id AND k.key = cast(b.id AS TEXT)
      AND k.value IS NOT json_extract(e.before, '$.boxes."' || b.id || '"')))`;

function takeBackBoxes({ catalogue, importId, now, takenBack, kept }: Undoing): void {
  const rows = catalogue.all<{ id: number; isKept: 0 | 1; isName: 0 | 1 }>(
    `SELECT b.id, ${isBuiltOn} AS isKept, b.kind IN ('name', 'whole') AS isName
     FROM boxes b WHERE b.id ${made('boxes')} AND b.deleted_at IS NULL`,
    { importId },
  );
  for (const { id, isKept, isName } of rows) {
    if (isName === 0) (isKept === 1 ? kept : takenBack).boxes += 1;
    if (isKept === 0)
      catalogue.run(
        'UPDATE boxes SET deleted_at = ?, updated_at = max(?, updated_at + 1) WHERE id = ?',
        now,
        now,
        id,
      );
  }
}

/** A photo goes whole, with proposals that nobody judged; not one that the log of decisions speaks of. */
function takeBackPhotos({ catalogue, importId, takenBack, kept }: Undoing): void {
  const rows = catalogue.all<{ id: number; isKept: 0 | 1 }>(
    `SELECT p.id, (p.checked_at IS NOT NULL
       OR EXISTS (SELECT 1 FROM box_edits e WHERE e.photo_id = p.id)
       OR EXISTS (SELECT 1 FROM photo_edits e WHERE e.photo_id = p.id)
       OR EXISTS (SELECT 1 FROM boxes b WHERE b.photo_id = p.id AND (
         EXISTS (SELECT 1 FROM decisions d WHERE d.box_id = b.id)
         OR (b.deleted_at IS NULL AND b.kind <> 'whole' AND (b.source <> 'model' OR b.state <> 'proposed'))))
       ) AS isKept
     FROM photos p WHERE p.id ${made('photos')}`,
    { importId },
  );
  kept.photos += rows.filter(({ isKept }) => isKept === 1).length;
  const gone = rows.filter(({ isKept }) => isKept === 0).map(({ id }) => id);
  takenBack.photos += gone.length;
  const ids = JSON.stringify(gone);
  catalogue.run('DELETE FROM photos WHERE id IN (SELECT value FROM json_each(?))', ids);
}

/** From now on they are animals only as long as somebody says so. */
function takeBackIndividuals({ catalogue, importId, takenBack, kept }: Undoing): void {
  catalogue.run(`UPDATE individuals SET by_verdict = 1 WHERE id ${made('individuals')}`, {
    importId,
  });
  const rows = catalogue.all<{ isKept: 0 | 1 }>(
    `SELECT i.merged_into IS NOT NULL OR NOT ${isVacant('i.id')} AS isKept FROM individuals i
     WHERE i.id ${made('individuals')}`,
    { importId },
  );
  kept.individuals += rows.filter(({ isKept }) => isKept === 1).length;
  takenBack.individuals += rows.length - kept.individuals;
}
