import { readdir } from 'node:fs/promises';
import { basename, isAbsolute, join, relative, sep } from 'node:path';
import type { CatalogueSource, TableSheet, TreeLevel } from '#terms/imports/catalogue-table.ts';
import { isPhotoName } from '#terms/photos/files.ts';
import type { Catalogue } from '../catalogue.ts';
import { CatalogueError } from '../catalogue-error.ts';
import { folderTree, folderTreeTable, whichLevel } from '../formats/catalogue-in/folder-tree.ts';
import type { CsvTable } from '../formats/csv-rows.ts';
import { readTableFile } from '../formats/table-file.ts';

interface ReadSource {
  /** As the person knows it, for the report. */
  name: string;
  table: CsvTable;
  sheets: TableSheet[];
  sheet: string | null;
  /** Pictures of a tree that the catalogue does not know yet. */
  unknownPhotos: number;
  levels: TreeLevel[];
  level: number | null;
}

/**
 * @param guess takes the likeliest sheet of a workbook, or level of a tree, where none was said
 * @throws CatalogueError `bad-input` that names the file or folder and says what is wrong with it.
 */
export async function readSource(
  catalogue: Catalogue,
  source: CatalogueSource,
  guess = false,
): Promise<ReadSource> {
  return 'file' in source ? readTable(source, guess) : readTree(catalogue, source, guess);
}

async function readTable(
  { file, sheet }: Extract<CatalogueSource, { file: string }>,
  guess: boolean,
): Promise<ReadSource> {
  const name = basename(file);
  try {
    const table = await readTableFile(file, sheet, guess);
    return { name, ...table, unknownPhotos: 0, levels: [], level: null };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    const message = error instanceof Error ? error.message : String(error);
    throw new CatalogueError(
      'bad-input',
      code === 'ENOENT' ? `${file} is not there. Check its name.` : message,
      { file },
      { cause: error },
    );
  }
}

/** The tree's photos by what the catalogue knows of them: their place, or that of a copy. */
async function readTree(
  catalogue: Catalogue,
  { folder, level: asked }: Extract<CatalogueSource, { folder: string }>,
  guess: boolean,
): Promise<ReadSource> {
  let entries;
  try {
    entries = await readdir(folder, { recursive: true, withFileTypes: true });
  } catch (error) {
    throw new CatalogueError(
      'bad-input',
      `${folder} cannot be read (${error instanceof Error ? error.message : String(error)}).`,
      { folder },
    );
  }
  const paths = entries
    .filter((entry) => entry.isFile() && isPhotoName(entry.name) && !entry.name.startsWith('.'))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
  const known = new Set<string>();
  for (const { root, relPath } of catalogue.all<{ root: string; relPath: string }>(
    `SELECT r.path AS root, p.rel_path AS relPath FROM photos p JOIN roots r ON r.id = p.root_id
     UNION ALL
     SELECT r.path, c.rel_path FROM photo_copies c JOIN roots r ON r.id = c.root_id`,
  )) {
    const below = relative(folder, join(root, relPath));
    if (!below.startsWith('..') && !isAbsolute(below)) known.add(below.split(sep).join('/'));
  }
  const tree = folderTree(paths);
  const level = asked ?? tree.level;
  if (level === null && !guess && tree.levels.length > 0)
    throw new CatalogueError('bad-input', whichLevel(basename(folder), tree.levels), { folder });
  return {
    name: basename(folder),
    table: folderTreeTable(paths, level ?? 1),
    levels: tree.levels,
    level,
    sheets: [],
    sheet: null,
    unknownPhotos: paths.filter((path) => !known.has(path)).length,
  };
}
