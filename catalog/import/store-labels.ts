import type { LabelledPhoto } from '#terms/jobs/demo-labels.ts';
import { boxClassId } from '../boxes/box-classes.ts';
import { insertBox } from '../boxes/insert-box.ts';
import type { Catalogue } from '../catalogue.ts';
import { individualByImport } from './name-by-import.ts';

/** What became of a batch of them. */
interface StoredLabels {
  photos: number;
  boxes: number;
  /** Photos that somebody checked or boxed before; they stay as they are. */
  untouched: number;
  /** Files that are no photo of the catalogue. */
  unknown: number;
}

/**
 * Stores boxes and names of photos below `root` in one transaction, as an import: boxes accepted,
 * identities as decisions of origin `import`, the photos checked. A photo that anybody worked on is
 * left alone, so that telling the same again changes nothing.
 *
 * @param note of the decisions: where the names come from.
 */
export function storeLabels(
  catalogue: Catalogue,
  root: string,
  photos: readonly LabelledPhoto[],
  note: string,
  now: number,
): StoredLabels {
  const stored: StoredLabels = { photos: 0, boxes: 0, untouched: 0, unknown: 0 };
  catalogue.transaction(() => {
    for (const { file, boxes } of photos) {
      const photo = catalogue.get<{ id: number; touched: 0 | 1 }>(
        `SELECT p.id, p.checked_at IS NOT NULL
           OR EXISTS (SELECT 1 FROM boxes b WHERE b.photo_id = p.id) AS touched
         FROM photos p JOIN roots r ON r.id = p.root_id WHERE p.rel_path = ? AND r.path = ?`,
        file,
        root,
      );
      if (photo === undefined) stored.unknown += 1;
      else if (photo.touched === 1) stored.untouched += 1;
      else {
        for (const box of boxes) storeBox(catalogue, photo.id, box, note, now);
        catalogue.run('UPDATE photos SET checked_at = ? WHERE id = ?', now, photo.id);
        stored.photos += 1;
        stored.boxes += boxes.length;
      }
    }
  });
  return stored;
}

function storeBox(
  catalogue: Catalogue,
  photoId: number,
  box: LabelledPhoto['boxes'][number],
  note: string,
  now: number,
): void {
  const { individual, class: className, ...drawn } = box;
  const boxId = insertBox(
    catalogue,
    {
      photoId,
      classId: boxClassId(catalogue, className),
      ...drawn,
      source: 'import',
      state: 'accepted',
    },
    now,
  );
  const individualId = individualByImport(catalogue, individual.code, individual.species, now);
  catalogue.run(
    `INSERT INTO decisions (box_id, verdict, individual_id, origin, note, decided_at)
     VALUES (?, 'match', ?, 'import', ?, ?)`,
    boxId,
    individualId,
    note,
    now,
  );
}
