import { plainName } from '../../names/plain-name.ts';
import { gradesFrom, type GradeName } from '#terms/boxes/attributes.ts';
import { lifeStages, sexes, type LifeStage, type Sex } from '#terms/identity/individuals.ts';
import { namingVerdict, type NamingVerdict } from '#terms/identity/verdicts.ts';
import { listed } from '#terms/listed.ts';
import type { Side } from '#terms/sides.ts';
import { idsOf } from '#terms/tables.ts';
import { isMissing, isNobody } from './missing.ts';

/** A cell read: what it means, or why it cannot be taken. A blank cell is null. */
export type Read<T> = { value: T | null } | { problem: string };

/** A hand-written list of codes; a slash or a sign counts only between what looks like codes, as in `FW1 & FW2`. */
const listOfCodes =
  /\S\s*(?:[;|\n]|,\s)\s*\S|(?:\p{L}[-_ ]?\d+)\s*(?:[,/&+]|\b(?:and|und|et|y|e)\b)\s*(?:\p{L}+[-_ ]?\d+)/iu;

/**
 * The code of an individual, as it looks. "NA" and its like are no animal, nor are words for one that nobody knows; a
 * code that a spreadsheet turned into a power of ten cannot be known any more, and one that it gave a decimal is put
 * right.
 */
export function readCode(cell: string): Read<string> {
  const text = plainName(cell.trim());
  if (isMissing(text) || isNobody(text)) return { value: null };
  if (/^[+-]?\d+(?:[.,]\d+)?e[+-]?\d+$/i.test(text)) {
    return {
      problem: `"${text}" is a number that a spreadsheet wrote as a power of ten; the code behind it is lost. Format the column as text and export again.`,
    };
  }
  const whole = /^(\d+)[.,]0+$/.exec(text);
  if (whole !== null) return { value: whole[1] };
  if (listOfCodes.test(cell.trim())) {
    return {
      problem: `"${text}" names several animals; write a row for each, with the box that shows it.`,
    };
  }
  return { value: text };
}

const sides: Record<string, Side> = {
  l: 'left',
  left: 'left',
  links: 'left',
  gauche: 'left',
  izquierda: 'left',
  r: 'right',
  right: 'right',
  rechts: 'right',
  droite: 'right',
  derecha: 'right',
  u: 'unknown',
  unknown: 'unknown',
};

export function readSide(cell: string): Read<Side> {
  const text = cell.trim().toLowerCase();
  if (isMissing(text)) return { value: null };
  const side = sides[text];
  return side === undefined
    ? { problem: `"${cell}" is no side; write left, right or unknown.` }
    : { value: side };
}

/** Degrees, with a decimal point or comma; blank stays blank and never becomes 0. */
export function readCoordinate(cell: string, limit: 90 | 180): Read<number> {
  const text = cell.trim();
  if (isMissing(text)) return { value: null };
  const value = /^[+-]?\d+(?:[.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : Number.NaN;
  if (Number.isNaN(value)) {
    return { problem: `"${text}" is no coordinate; write decimal degrees such as 57.58.` };
  }
  if (Math.abs(value) > limit) return { problem: `${text} is beyond ${limit} degrees.` };
  return { value };
}

/** A word of a table of words, of which the first is `unknown`. */
function readWord<Id extends string>(
  cell: string,
  words: Readonly<Record<Id, { cells: readonly string[] }>>,
  what: string,
): Read<Id> {
  const text = cell.trim().toLowerCase();
  if (isMissing(text)) return { value: null };
  const [unknown, ...known] = idsOf(words);
  const found = [unknown, ...known].find((id) => words[id].cells.includes(text));
  return found === undefined
    ? { problem: `"${cell}" is no ${what}; write ${listed([...known, unknown], ' or ')}.` }
    : { value: found };
}

export const readSex = (cell: string): Read<Sex> => readWord(cell, sexes, 'sex');
export const readLifeStage = (cell: string): Read<LifeStage> =>
  readWord(cell, lifeStages, 'life stage');

export function readText(cell: string): Read<string> {
  const text = cell.trim().normalize('NFC');
  return { value: isMissing(text) ? null : text };
}

export function readGrade(cell: string, name: GradeName): Read<number> {
  const text = cell.trim();
  if (isMissing(text)) return { value: null };
  const grades = gradesFrom(name);
  return grades.map(String).includes(text)
    ? { value: Number(text) }
    : { problem: `"${text}" is no grade; write ${listed(grades.map(String), ' or ')}.` };
}

export function readVerdict(cell: string): Read<NamingVerdict> {
  const text = cell.trim().toLowerCase();
  if (isMissing(text)) return { value: null };
  const read = namingVerdict.safeParse(text);
  return read.success
    ? { value: read.data }
    : { problem: `"${cell}" is no verdict; write ${listed(namingVerdict.options, ' or ')}.` };
}

/** A fraction of the photo, 0–1. */
export function readFraction(cell: string): Read<number> {
  const text = cell.trim();
  if (isMissing(text)) return { value: null };
  const value = /^\d+(?:[.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : Number.NaN;
  return value >= 0 && value <= 1
    ? { value }
    : { problem: `"${text}" is no fraction of the photo; write a number from 0 to 1.` };
}

/** Species that Happywhale's list misspells or splits (the labels of its 2022 data set). */
const happywhaleSpecies: Readonly<Record<string, string>> = {
  kiler_whale: 'killer_whale',
  bottlenose_dolpin: 'bottlenose_dolphin',
  globis: 'short_finned_pilot_whale',
  pilot_whale: 'short_finned_pilot_whale',
};

/** The species as it should be written, where it stands in Happywhale's own list otherwise. */
export function mendSpecies(species: string): string | null {
  return happywhaleSpecies[species] ?? null;
}
