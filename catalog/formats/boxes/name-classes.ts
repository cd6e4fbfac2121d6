import type { BoxFile } from './box-record.ts';

/** What a file calls a class that it has no name for: nothing, or a number. */
const isUnnamed = (className: string) => /^\d*$/.test(className.trim());

/**
 * The boxes under the names that a person gave for classes of the file.
 *
 * @param names by what the file calls or numbers a class; of `''` for all that have no name
 * @returns also the classes that have none still
 */
export function withClasses(
  source: BoxFile,
  names: ReadonlyMap<string, string>,
): { source: BoxFile; unnamed: string[] } {
  const folded = new Map([...names].map(([called, name]) => [called.trim().toLowerCase(), name]));
  const unnamed = new Set<string>();
  const boxes = source.boxes.map((box) => {
    const called = box.className.trim();
    const name =
      folded.get(called.toLowerCase()) ?? (isUnnamed(called) ? folded.get('') : undefined);
    if (name !== undefined) return { ...box, className: name };
    if (isUnnamed(called)) unnamed.add(called);
    return box;
  });
  return { source: { ...source, boxes }, unnamed: [...unnamed].sort() };
}
