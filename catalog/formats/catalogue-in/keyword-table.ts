import type { ColumnMapping, ImportField } from '#terms/imports/columns.ts';
import type { CsvTable } from '../csv-rows.ts';

/** A photo's keywords, each by its levels from the top: `['Individual', 'FW1']`; a flat one has one. */
export interface PhotoKeywords {
  path: string;
  keywords: readonly (readonly string[])[];
}

const sideName = /^(left|right|links|rechts)(?:[ _-]?(?:side|seite|flank))?$/i;

/** Branches by what they hold, told by the name of the level above. */
const branchFields: readonly [ImportField, RegExp][] = [
  [
    'individual',
    /^(?:individuals?|individual[ _-]?ids?|ids?|animals?|animal[ _-]?ids?|whales?|dolphins?|catalogu?e|names?)$/i,
  ],
  ['side', /^(?:sides?|flanks?)$/i],
  ['species', /^(?:species|taxon|taxa)$/i],
  ['sex', /^(?:sex|gender)$/i],
  ['lifeStage', /^(?:life ?stages?|age ?class(?:es)?|ages?)$/i],
  ['place', /^(?:places?|locations?|sites?|stations?)$/i],
  ['photographer', /^(?:photographers?|observers?)$/i],
];

const FLAT = 'keywords';

/** `ID: FW1` and `ID=FW1` are levels too. */
const split = (keyword: readonly string[]): readonly string[] => {
  const [only] = keyword;
  const parts =
    keyword.length === 1 && only !== undefined
      ? /^([\p{L} _-]{1,30})[:=]\s*(.+)$/u.exec(only)
      : null;
  return parts === null ? keyword : [parts[1].trim(), parts[2].trim()];
};

/**
 * Keywords as a table: a column for each branch, with the names one level below it, and one for those without a
 * branch. Programs also write each level of a branch as a keyword of its own; those are passed over.
 */
export function keywordTable(photos: readonly PhotoKeywords[]): {
  table: CsvTable;
  guess: ColumnMapping;
} {
  const read = photos.map(({ path, keywords }) => {
    const byBranch = new Map<string, Set<string>>();
    const levels = keywords.map(split);
    const inBranches = new Set(levels.filter(({ length }) => length > 1).flat());
    const add = (branch: string, name: string) => {
      const names = byBranch.get(branch);
      if (names === undefined) byBranch.set(branch, new Set([name]));
      else names.add(name);
    };
    for (const each of levels) {
      const name = each.at(-1) ?? '';
      if (each.length > 1) {
        // The branch itself is often a keyword too, and so is each level on the way.
        const isOnTheWay = levels.some(
          (other) => other.length > each.length && each.every((part, at) => other[at] === part),
        );
        if (!isOnTheWay) add(each.slice(0, -1).join('|'), name);
      } else if (!inBranches.has(name)) {
        const side = sideName.exec(name)?.[1];
        if (side === undefined) add(FLAT, name);
        else add('side', side);
      }
    }
    return { path, byBranch };
  });
  const branches = [...new Set(read.flatMap(({ byBranch }) => [...byBranch.keys()]))].sort();
  const rows = read
    .filter(({ byBranch }) => byBranch.size > 0)
    .map(({ path, byBranch }) => ({
      line: null,
      file: path,
      cells: [path, ...branches.map((branch) => [...(byBranch.get(branch) ?? [])].join('; '))],
    }));
  const guess: ColumnMapping = { photo: 0 };
  for (const [field, called] of branchFields) {
    const at = branches.findIndex((branch) => called.test(branch.split('|').at(-1) ?? ''));
    if (at !== -1) guess[field] = at + 1;
  }
  return {
    table: {
      header: ['photo', ...branches],
      rows,
      problems: [],
      delimiter: ',',
      encoding: 'utf-8',
    },
    guess,
  };
}
