/** Photos at whose places other pictures stand: they count as missing until their own are back. */
import { join } from 'node:path';
import type { Catalogue } from '../catalogue.ts';
import {
  AnotherPictureError,
  verifyOriginal,
  type Original,
} from '../pictures/identity/original.ts';
import { originalColumns } from '../queries/original-columns.ts';

/** Marks photos as missing because their files are other pictures'. */
export function markReplaced(catalogue: Catalogue, photoIds: readonly number[]): void {
  catalogue.run(
    `UPDATE photos SET missing = 1, replaced = 1
     WHERE id IN (SELECT value FROM json_each(?)) AND replaced = 0`,
    JSON.stringify(photoIds),
  );
}

const those = { replaced: 'p.replaced = 1', all: 'p.missing = 0' } as const;

interface Row extends Omit<Original, 'path'> {
  id: number;
  root: string;
  relPath: string;
  replaced: number;
}

/**
 * Looks at photos' files again: at those that changed from outside, by their content.
 *
 * @param which by their ids, those at whose places other pictures stood last, or all that are not missed
 * @returns how many are found to be other pictures' now
 */
export async function recheckPhotos(
  catalogue: Catalogue,
  which: readonly number[] | 'replaced' | 'all',
): Promise<number> {
  const rows = catalogue.all<Row>(
    `SELECT p.id, ${originalColumns}, p.replaced FROM photos p JOIN roots r ON r.id = p.root_id
     WHERE ${typeof which === 'string' ? those[which] : 'p.id IN (SELECT value FROM json_each(?))'}`,
    ...(typeof which === 'string' ? [] : [JSON.stringify(which)]),
  );
  let replaced = 0;
  for (const { id, root, relPath, replaced: before, ...known } of rows) {
    const path = join(root, relPath);
    try {
      const { bytes, mtimeMs, isChanged } = await verifyOriginal({ ...known, path });
      if (before === 1)
        catalogue.run('UPDATE photos SET missing = 0, replaced = 0 WHERE id = ?', id);
      // A file with new facts goes on looking new, so that the next import reads them.
      if (!isChanged && (bytes !== known.bytes || mtimeMs !== known.mtimeMs))
        catalogue.run('UPDATE photos SET bytes = ?, mtime_ms = ? WHERE id = ?', bytes, mtimeMs, id);
    } catch (error) {
      if (!(error instanceof AnotherPictureError)) continue;
      replaced += 1;
      markReplaced(catalogue, [id]);
    }
  }
  return replaced;
}

/** Photos of boxes, and photos whose files stand at paths. */
export const photosOf = (
  catalogue: Catalogue,
  { boxIds, paths }: { boxIds: readonly number[]; paths: readonly string[] },
): number[] =>
  boxIds.length + paths.length === 0
    ? []
    : catalogue
        .all<{ id: number }>(
          `SELECT photo_id AS id FROM boxes WHERE id IN (SELECT value FROM json_each(?))
           UNION SELECT p.id FROM photos p JOIN roots r ON r.id = p.root_id
             WHERE r.path || '/' || p.rel_path IN (SELECT value FROM json_each(?))`,
          JSON.stringify(boxIds),
          JSON.stringify(paths),
        )
        .map(({ id }) => id);
