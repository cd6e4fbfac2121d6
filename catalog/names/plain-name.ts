/** How names of photos and animals are compared, wherever they come from. */

/** Marks that no screen shows: soft hyphens, joiners, marks of direction, byte order marks, fillers. */
const invisible = /[\p{Cf}\u115f\u1160\u3164\uffa0]|\u034f|\p{Variation_Selector}/gu;
/** Blanks of every width, with those that do not break. */
const blanks = /[\s\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/g;
const asciiOnly = /^[\x20-\x7e]*$/;

/**
 * A name as it looks: composed letters (NFC), without invisible marks, with plain blanks and hyphens. Macs write "é"
 * as two characters, spreadsheets blanks that do not break; a person sees no difference.
 */
export function plainName(name: string): string {
  if (asciiOnly.test(name)) return name.trim();
  return name
    .normalize('NFC')
    .replace(invisible, '')
    .replace(blanks, ' ')
    .replace(/[\u2010\u2011]/g, '-')
    .trim();
}

/** A name for comparing: as it looks, without case. Two names that fold to the same are one. */
export const foldedName = (name: string): string => plainName(name).toLowerCase().normalize('NFC');

/** The parts of a path of any system, each as it looks; `.` and empty parts say nothing. */
export const plainParts = (path: string): string[] =>
  path
    .split(/[\\/]+/)
    .map(plainName)
    .filter((part) => part !== '' && part !== '.');
