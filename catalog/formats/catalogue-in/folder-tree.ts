import type { ColumnMapping } from '#terms/imports/columns.ts';
import type { CsvTable } from '../csv-rows.ts';

const sideWord = String.raw`(?:left|right|links|rechts|l|r|gauche|droite|izquierda|derecha)`;
const sideName = new RegExp(`^${sideWord}(?:[ _-]?(?:side|seite|flank))?$`, 'i');
const firstWord = /^\p{L}+/u;

/** Folders that people make below an animal's own, or round all: they are no animals. */
const dateName =
  /^(?:(?:19|20)\d{2}(?:[-_. ]?\d{1,2}){0,2}|\d{1,2}[-_.]\d{1,2}[-_.](?:19|20)?\d{2}|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*(?:[ _-]?\d{2,4})?)$/i;
const genericName =
  /^(?:best|good|bad|poor|selected|selection|crops?|cropped|originals?|raw|jpe?g|edited|edits|photos?|pictures?|images?|fins?|dorsal|misc|other|new|old|unsorted|dcim|\d{3}[a-z_]{5})$/i;
/** Whether a folder is named by a year, a month or a day. */
export const isDateName = (name: string): boolean => dateName.test(name);
const isNoAnimal = (name: string) => isDateName(name) || genericName.test(name);

interface Tree {
  table: CsvTable;
  /** What the columns hold; without the individual where the folders do not tell it. */
  guess: ColumnMapping;
}

/**
 * A tree of folders of which one level is named by individual, `NAME/Left/photo.jpg` or `TRIP/NAME/photo.jpg`, as a
 * table with a column for each level, so that one importer serves both. Folders named by a side are the side and
 * count as no level.
 *
 * @param relPaths photos below the tree's top, `/` between parts
 */
export function folderTreeTable(relPaths: readonly string[]): Tree {
  const read = relPaths.map((path) => {
    const folders = path.split('/').slice(0, -1);
    const side = folders.findLast((name) => sideName.test(name));
    return { path, side, folders: folders.filter((name) => !sideName.test(name)) };
  });
  const depth = read.reduce((most, { folders }) => Math.max(most, folders.length), 0);
  const levels = Array.from({ length: depth }, (_, level) => `folder ${level + 1}`);
  const varies = read.some(({ folders }) => folders.length > 0 && folders.length < depth);
  const header = ['photo', 'side', ...levels, ...(varies ? ['innermost folder'] : [])];
  const rows = read.map(({ path, side, folders }) => ({
    line: null,
    file: path,
    cells: [
      path,
      side === undefined ? '' : (firstWord.exec(side)?.[0] ?? ''),
      ...levels.map((_, level) => folders[level] ?? ''),
      ...(varies ? [folders.at(-1) ?? ''] : []),
    ],
  }));
  const named = read.filter(({ folders }) => folders.length > 0);
  const candidates = levels
    .map((_, level) => level)
    .filter((level) =>
      named.some(({ folders }) => {
        const name = folders[level];
        return name !== undefined && !isNoAnimal(name);
      }),
    );
  const [only] = candidates;
  return {
    table: { header, rows, problems: [], delimiter: ',', encoding: 'utf-8' },
    guess: {
      photo: 0,
      side: 1,
      ...(candidates.length === 1 && only !== undefined ? { individual: 2 + only } : {}),
    },
  };
}
