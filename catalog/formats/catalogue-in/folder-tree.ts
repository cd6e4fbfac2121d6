import type { TreeLevel } from '#terms/imports/catalogue-table.ts';
import { foldedName } from '../../names/plain-name.ts';
import type { CsvTable } from '../csv-rows.ts';

const side =
  /^(left|right|l|r|lhs|rhs|links|rechts|gauche|droite|izquierd[ao]|derech[ao]|esquerd[ao]|direit[ao]|unknown)(?:[ _-]*(?:sides?|flanks?|profile))?$/i;
const sidesOfOthers: Record<string, string> = { lhs: 'left', rhs: 'right' };
const period = /^(?:19|20)\d{2}(?:[-_. ]?\d{2}(?:[-_. ]?\d{2})?)?$/;
/** Folders in which people sort the photos of one animal. */
const sorting =
  /^(?:best|good|bad|poor|ok|select(?:ed|s|ion)?|edit(?:ed|s)?|crop(?:ped|s)?|originals?|raws?|jpe?gs?|tiffs?|photos?|images?|pictures?|pics|dorsal(?: fins?)?|fins?|flukes?|body|head|tail|misc|others?|old|new|temp|to ?do|dcim|\d{3}[a-z_]{5}|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)$/i;

const isPeriod = (folder: string) => period.test(folder);
/** Whether a folder's name is of no animal, and of no place or group of animals either. */
const isFiller = (folder: string) => isPeriod(folder) || side.test(folder) || sorting.test(folder);

/** Names told of a level. */
const EXAMPLES = 4;

interface FolderTree {
  levels: TreeLevel[];
  /** Whose folders name the individuals, from 1; null where the tree can be read in several ways. */
  level: number | null;
}

/** The levels of a tree of photos, and which of them names the individuals. */
export function folderTree(relPaths: readonly string[]): FolderTree {
  const folders = relPaths.map((path) => path.split('/').slice(0, -1));
  const depth = folders.reduce((most, { length }) => Math.max(most, length), 0);
  const namesAt = (level: number) => [
    ...new Set(folders.flatMap((parts) => parts[level - 1] ?? [])),
  ];
  const levels = Array.from({ length: depth }, (_, index) => {
    const names = namesAt(index + 1);
    return { level: index + 1, folders: names.length, examples: names.slice(0, EXAMPLES) };
  });
  let level = 1;
  while (level < depth && namesAt(level).every(isPeriod)) level += 1;
  const parents = new Map<string, Set<string>>();
  for (const parts of folders) {
    const below = parts[level];
    if (below === undefined || isFiller(below)) continue;
    const key = foldedName(below);
    parents.set(key, (parents.get(key) ?? new Set()).add(parts[level - 1]));
  }
  // A name that stands in the folders of several animals is none; one that stands in a single one could be.
  const isOpen = [...parents.values()].some(({ size }) => size === 1);
  return { levels, level: depth > 0 && !isOpen ? level : null };
}

/**
 * A tree of folders named by individual, `NAME/Left/photo.jpg` or `NAME/photo.jpg`, as the table
 * that it amounts to, so that one importer serves both. Photos in no individual's folder are problems.
 *
 * @param relPaths photos below the tree's top, `/` between parts.
 * @param level of the folders that name the individuals, from 1 for those at the top.
 */
export function folderTreeTable(relPaths: readonly string[], level: number): CsvTable {
  const rows: CsvTable['rows'] = [];
  const problems: CsvTable['problems'] = [];
  relPaths.forEach((path, index) => {
    const folders = path.split('/').slice(0, -1);
    const individual = folders.at(level - 1);
    const line = index + 1;
    if (individual === undefined)
      problems.push({ line, reason: `${path} lies in no individual's folder.` });
    else if (
      isPeriod(individual) ||
      (side.test(individual) && individual.toLowerCase() !== 'unknown')
    )
      problems.push({
        line,
        reason: `${path}: "${individual}" is ${isPeriod(individual) ? 'a date' : 'a side'}, not an individual. Say on which level of folders the individuals are.`,
      });
    else {
      const said = folders.slice(level).findLast((folder) => side.test(folder)) ?? '';
      const word = side.exec(said)?.[1].toLowerCase() ?? '';
      rows.push({ line, cells: [path, individual, sidesOfOthers[word] ?? word] });
    }
  });
  return {
    header: ['photo', 'individual', 'side'],
    rows,
    problems,
    delimiter: ',',
    encoding: 'utf-8',
  };
}

/** Why a tree cannot be read yet, with the levels to choose from. */
export const whichLevel = (folder: string, levels: readonly TreeLevel[]): string =>
  `The folders in ${folder} can be read in several ways. Say which level names the individuals: ${levels
    .map(
      ({ level, folders, examples }) =>
        `${level} (${examples.join(', ')}${folders > examples.length ? ', …' : ''})`,
    )
    .join(' or ')}.`;
