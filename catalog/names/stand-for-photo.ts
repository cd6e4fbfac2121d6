/** A photo on which a detector found nothing is embedded and matched as a whole. */
import { wholePhoto } from '#terms/geometry.ts';
import { isOfPhoto, isPlace } from '../boxes/box-kinds.ts';
import { insertBox } from '../boxes/insert-box.ts';
import type { Catalogue } from '../catalogue.ts';
import { identityClass } from '../queries/identity-class.ts';
import { namesAnimal } from '../queries/naming-verdicts.ts';

/**
 * Lets a photo without any box, of which nobody said that it shows no animal, stand for itself: by the row of its
 * name where it has one, else by a row of its own. One of several names stands for no picture.
 */
export function standForPhoto(
  catalogue: Catalogue,
  modelId: number,
  photoId: number,
  now: number,
): void {
  const hasPlace = catalogue.value(
    `SELECT 1 FROM boxes b WHERE b.photo_id = ? AND b.deleted_at IS NULL AND b.state <> 'rejected'
       AND ${isPlace('b')}`,
    photoId,
  );
  if (hasPlace !== undefined) return;
  const rows = catalogue.all<{ id: number; kind: string; isNamed: 0 | 1; isDeleted: 0 | 1 }>(
    `SELECT b.id, b.kind, coalesce(${namesAnimal('w.verdict')}, 0) AS isNamed,
       b.deleted_at IS NOT NULL AS isDeleted
     FROM boxes b LEFT JOIN box_identity w ON w.box_id = b.id
     WHERE b.photo_id = ? AND ${isOfPhoto('b')}`,
    photoId,
  );
  const names = rows.filter(({ isNamed }) => isNamed === 1);
  const [name] = names;
  if (names.length === 1 && name?.kind === 'name')
    catalogue.run(
      `UPDATE boxes SET kind = 'whole', class_id = ?, model_id = ?, updated_at = max(?, updated_at + 1)
       WHERE id = ?`,
      classOfWholes(catalogue),
      modelId,
      now,
      name.id,
    );
  const isThere = rows.some(({ kind, isNamed }) => kind === 'whole' && isNamed === 0);
  const isChecked =
    catalogue.value('SELECT 1 FROM photos WHERE id = ? AND checked_at IS NOT NULL', photoId) !==
    undefined;
  if (names.length > 0 || isThere || isChecked) return;
  insertBox(
    catalogue,
    {
      photoId,
      classId: classOfWholes(catalogue),
      kind: 'whole',
      ...wholePhoto,
      source: 'model',
      state: 'accepted',
      modelId,
    },
    now,
  );
}

/** The class that the embedder in use looks at, else that of most boxes. */
const classOfWholes = (catalogue: Catalogue): number =>
  identityClass(catalogue) ??
  catalogue.value<number>(
    `SELECT b.class_id FROM boxes b WHERE b.deleted_at IS NULL AND b.state <> 'rejected' AND ${isPlace('b')}
     GROUP BY b.class_id ORDER BY count(*) DESC, b.class_id LIMIT 1`,
  ) ??
  1;
