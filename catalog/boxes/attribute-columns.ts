/** What is said of a box as columns of `boxes`, made from the one table of it. */
import {
  attributeColumns,
  attributeNames,
  flagNames,
  type AttributeColumn,
  type AttributeName,
  type BoxAttributes,
  type FlagName,
} from '#terms/boxes/attributes.ts';

/** As the database holds it; a flag is 0 or 1. */
type StoredValue = string | number | null;
export type StoredAttributes = Record<AttributeColumn, StoredValue>;

/** Flags of a row that SQLite gives, without booleans. */
export type WithStoredFlags<Row> = Omit<Row, FlagName> & Record<FlagName, number>;

const stored = (value: StoredValue | boolean): StoredValue =>
  typeof value === 'boolean' ? Number(value) : value;

/** Those attributes that are given, by column. */
export function columnsOf(said: Partial<BoxAttributes>): Partial<StoredAttributes> {
  const columns: Partial<StoredAttributes> = {};
  for (const name of attributeNames) {
    const value = said[name];
    if (value !== undefined) columns[attributeColumns[name]] = stored(value);
  }
  return columns;
}

export const flagsOf = (row: Record<FlagName, number>) =>
  Object.fromEntries(flagNames.map((name) => [name, row[name] === 1])) as Record<FlagName, boolean>;

/** `b.angle, b.exposure, b.cannot_identify AS cannotIdentify`: for a SELECT over `boxes b`. */
export const selectOf = (names: readonly AttributeName[]): string =>
  names.map((name) => `b.${attributeColumns[name]} AS ${name}`).join(', ');
