import { basename } from 'node:path';
import type { CatalogueSource, TableSheet } from '#terms/imports/catalogue-table.ts';
import type { ColumnMapping } from '#terms/imports/columns.ts';
import { parseNamePattern } from '#terms/imports/name-pattern.ts';
import type { Catalogue } from '../catalogue.ts';
import { CatalogueError } from '../catalogue-error.ts';
import { guessColumns } from '../formats/catalogue-in/columns.ts';
import { composeColumns } from '../formats/catalogue-in/composed-columns.ts';
import { folderTreeTable } from '../formats/catalogue-in/folder-tree.ts';
import { keywordTable } from '../formats/catalogue-in/keyword-table.ts';
import { namedFilesTable } from '../formats/catalogue-in/named-files.ts';
import type { CsvTable } from '../formats/csv-rows.ts';
import { readTableFile } from '../formats/table-file.ts';
import { keywordsBelow } from './keywords-below.ts';
import { photosBelow, unknownBelow } from './photos-below.ts';

interface ReadSource {
  /** As the person knows it, for the report. */
  name: string;
  table: CsvTable;
  /** What the columns hold, as far as it can be told. */
  guess: ColumnMapping;
  sheets: TableSheet[];
  sheet: string | null;
  /** Pictures below a folder that the catalogue does not know yet. */
  unknownPhotos: number;
}

/**
 * @param guess takes the likeliest sheet of a workbook where none was said
 * @throws CatalogueError `bad-input` that names the file or folder and says what is wrong with it.
 */
export async function readSource(
  catalogue: Catalogue,
  source: CatalogueSource,
  guess = false,
): Promise<ReadSource> {
  if ('file' in source) return readTable(source, guess);
  const { folder } = source;
  const paths = await photosBelow(folder);
  return {
    name: basename(folder),
    ...(await tableOfPhotos(source, paths)),
    sheets: [],
    sheet: null,
    unknownPhotos: unknownBelow(catalogue, folder, paths),
  };
}

async function tableOfPhotos(
  source: Extract<CatalogueSource, { folder: string }>,
  paths: readonly string[],
): Promise<Pick<ReadSource, 'table' | 'guess'>> {
  if ('keywords' in source) return keywordTable(await keywordsBelow(source.folder, paths));
  if (!('pattern' in source)) return folderTreeTable(paths);
  const pattern = parseNamePattern(source.pattern);
  if ('problem' in pattern) throw new CatalogueError('bad-input', pattern.problem, source);
  return namedFilesTable(paths, pattern);
}

async function readTable(
  { file, sheet }: Extract<CatalogueSource, { file: string }>,
  guess: boolean,
): Promise<ReadSource> {
  const name = basename(file);
  try {
    const { table: read, ...sheets } = await readTableFile(file, sheet, guess);
    const table = composeColumns(read);
    return { name, table, guess: guessColumns(table.header), ...sheets, unknownPhotos: 0 };
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
