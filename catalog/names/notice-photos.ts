/** Which photos with names are to be looked at again: every one of which a box, a check or a decision changed. */
import type { Database } from 'better-sqlite3';

const hasNames = (photo: string) => `EXISTS (SELECT 1 FROM main.boxes n
  WHERE n.photo_id = ${photo} AND n.kind IN ('name', 'whole'))`;

/** Calls back with the id of every such photo, at once, whoever wrote and by whatever statement. */
export function noticePhotosWithNames(db: Database, notice: (photoId: number) => void): void {
  const columns = db.pragma('table_info(boxes)') as { name: string }[];
  // A catalogue that is older, as tests have them.
  if (!columns.some(({ name }) => name === 'kind')) return;
  db.function('notice_photo', (photoId: unknown) => {
    notice(photoId as number);
    return null;
  });
  const add = (name: string, when: string, photo: string) =>
    db.exec(`CREATE TEMP TRIGGER noticed_name_${name} AFTER ${when} WHEN ${hasNames(photo)}
      BEGIN SELECT notice_photo(${photo}); END`);
  const ofBox = `(SELECT b.photo_id FROM main.boxes b WHERE b.id = new.box_id)`;
  const changes = 'UPDATE OF state, deleted_at, kind, class_id, x, y, w, h';
  add('insert_box', 'INSERT ON main.boxes', 'new.photo_id');
  add('update_box', `${changes} ON main.boxes`, 'new.photo_id');
  add('delete_box', 'DELETE ON main.boxes', 'old.photo_id');
  add('check', 'UPDATE OF checked_at ON main.photos', 'new.id');
  add('decision', 'INSERT ON main.decisions', ofBox);
}
