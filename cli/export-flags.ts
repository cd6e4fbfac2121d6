import { InvalidArgumentError, Option, type Command } from 'commander';
import type { z } from 'zod';
import { occasionScheme, tripGap, type OccasionScheme } from '#terms/exports/occasions.ts';
import { optionFields, type exportOptions, type OptionField } from '#terms/exports/options.ts';
import {
  area as areaSchema,
  sightingFilters,
  type SeaArea,
  type FilterField,
} from '#terms/exports/sighting-filter.ts';
import { listed } from '#terms/listed.ts';
import { knownSide, type KnownSide } from '#terms/sides.ts';
import { wholeNumber } from './numbers.ts';

type Field = OptionField | FilterField;
type Read = (text: string, before: unknown) => unknown;

const DAY_MS = 86_400_000;

/** `day`, `month`, `season`, `year`, `trip` or `trip:3`. */
function occasions(text: string): OccasionScheme {
  const [by, gap] = text.split(':');
  if (by === 'trip' && (gap === undefined || /^\d+$/.test(gap))) {
    return { by, gapDays: Number(gap ?? tripGap.usual) };
  }
  const scheme = occasionScheme.safeParse({ by: text });
  if (scheme.success) return scheme.data;
  throw new InvalidArgumentError(`It is ${optionFields.occasions.help}.`);
}

function day(text: string): number {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(time)) throw new InvalidArgumentError('It is a day such as 2026-06-07.');
  return time;
}

function area(text: string): SeaArea {
  const [south, west, north, east] = text.split(',').map(Number);
  const parsed = areaSchema.safeParse({ south, west, north, east });
  if (parsed.success) return parsed.data;
  throw new InvalidArgumentError('It is SOUTH,WEST,NORTH,EAST in degrees, such as 57,-5,58,-3.');
}

/** One of these grades. */
const gradeAmong =
  (grades: readonly number[]): Read =>
  (text) => {
    const value = Number(text);
    if (grades.includes(value)) return value;
    throw new InvalidArgumentError(`It is ${listed(grades.map(String), ' or ')}.`);
  };

function side(text: string): KnownSide {
  const parsed = knownSide.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new InvalidArgumentError(`It is ${knownSide.options.join(' or ')}.`);
}

function positive(text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new InvalidArgumentError('It is a number above 0.');
  return value;
}

function scientificName(text: string, before: unknown): Record<string, string> {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('It is NAME=GENUS EPITHET.');
  return { ...(before as Record<string, string>), [text.slice(0, at)]: text.slice(at + 1) };
}

/** How the text after a flag is read; null where it is taken as it stands, or there is none. */
function readerOf(field: Field): Read | null {
  switch (field.kind) {
    case 'occasions':
      return occasions;
    case 'number':
    case 'unstated':
      return positive;
    case 'share':
      return (text) => {
        const value = Number(text);
        if (value >= 0 && value <= field.most) return value;
        throw new InvalidArgumentError(`It is between 0 and ${field.most}.`);
      };
    case 'names':
      return scientificName;
    case 'model':
      return wholeNumber;
    case 'grade':
      return gradeAmong(field.grades);
    case 'side':
      return side;
    case 'first-day':
      return day;
    case 'last-day':
      return (text) => day(text) + DAY_MS - 1;
    case 'area':
      return area;
    case 'text':
    case 'species':
    case 'check':
    case 'choice':
      return null;
  }
}

function flagOf(field: Field): Option {
  const read = readerOf(field);
  const option = new Option(field.flag, field.help);
  return read === null ? option : option.argParser(read);
}

/** Gives a command a flag for every filter and every choice of the formats. */
export function addExportFlags(command: Command): Command {
  for (const field of [...Object.values(sightingFilters), ...Object.values(optionFields)]) {
    command.addOption(flagOf(field));
  }
  return command;
}

/** What the flags of a table of fields said, by the names of the table; what was not said is absent. */
const said = (fields: Readonly<Record<string, Field>>, given: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, field]) => {
      const value = given[flagOf(field).attributeName()];
      if (value === undefined) return [];
      return [[name, field.kind === 'choice' ? field.flagged : value]];
    }),
  );

/** The choices that the flags of `addExportFlags` made; whoever takes them checks them. */
export const exportOptionsOf = (
  given: Readonly<Record<string, unknown>>,
): z.input<typeof exportOptions> => ({
  ...said(optionFields, given),
  filter: said(sightingFilters, given),
});
