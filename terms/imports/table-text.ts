import { z } from 'zod';
import { idsOf } from '../tables.ts';

/** What parts the cells of a table, and what a person calls it. */
export const delimiters = { ',': 'commas', ';': 'semicolons', '\t': 'tabs', '|': 'bars' } as const;
export const delimiter = z.enum(idsOf(delimiters));
export type Delimiter = z.infer<typeof delimiter>;

/** How the text of a table is written down. Windows-1252 holds Latin-1, the name that people know. */
export const textEncodings = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16',
  'windows-1252': 'Latin-1',
} as const;
export const textEncoding = z.enum(idsOf(textEncodings));
export type TextEncoding = z.infer<typeof textEncoding>;
