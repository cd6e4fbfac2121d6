import type { CsvTable } from '../csv-rows.ts';

const sideNames = /^(?:left|right|l|r|links|rechts|unknown)$/i;

/**
 * A tree of folders named by individual, `NAME/Left/photo.jpg` or `NAME/photo.jpg`, as the table
 * that it amounts to, so that one importer serves both. Photos in no individual's folder are left
 * out.
 *
 * @param relPaths photos below the tree's top, `/` between parts.
 */
export function folderTreeTable(relPaths: readonly string[]): CsvTable {
  const rows = relPaths.flatMap((path, index) => {
    const parts = path.split('/');
    const folders = parts.slice(0, -1);
    const last = folders.at(-1);
    if (last === undefined) return [];
    const side = sideNames.test(last) ? last : '';
    const individual = side === '' ? last : (folders.at(-2) ?? '');
    return individual === '' ? [] : [{ line: index + 1, cells: [path, individual, side] }];
  });
  return {
    header: ['photo', 'individual', 'side'],
    rows,
    problems: [],
    delimiter: ',',
    encoding: 'utf-8',
  };
}
