import { z } from 'zod';
import { idsOf } from '../tables.ts';

/** What a choice is called where it is made. */
interface Words {
  /** On the screen. */
  title: string;
  /** On the command line: `--cell <metres>`, and its line of help. */
  flag: string;
  help: string;
}

/** Yes or no; no unless told otherwise. */
export const checkField = (words: Words) => ({
  kind: 'check' as const,
  ...words,
  schema: z.boolean().default(false),
});

/** A line of text, blank unless told otherwise. */
export const textField = (words: Words & { placeholder?: string }) => ({
  kind: 'text' as const,
  ...words,
  schema: z.string().max(200).default(''),
});

/** A number with a unit; `step` is what the arrows of a screen's field add. */
export const numberField = (
  words: Words & { unit: string; least: number; most: number; usual: number; step: number },
) => ({
  kind: 'number' as const,
  ...words,
  schema: z.number().min(words.least).max(words.most).default(words.usual),
});

/** The same where nothing need be said: null, which a screen shows as `placeholder`. */
export const unstatedField = (
  words: Words & { unit: string; least: number; most: number; placeholder: string },
) => ({
  kind: 'unstated' as const,
  ...words,
  schema: z.number().min(words.least).max(words.most).nullable().default(null),
});

/** A part of a whole, 0 to `most`; a screen shows percent. */
export const shareField = (words: Words & { most: number; usual: number }) => ({
  kind: 'share' as const,
  ...words,
  schema: z.number().min(0).max(words.most).default(words.usual),
});

/** One of a few; the bare flag of the command line chooses `flagged`. */
export const choiceField = <Choice extends string>(
  words: Words & {
    choices: Readonly<Record<Choice, { title: string }>>;
    usual: NoInfer<Choice>;
    flagged: NoInfer<Choice>;
  },
) => ({
  kind: 'choice' as const,
  ...words,
  schema: z.enum(idsOf(words.choices)).default(words.usual),
});

/** The schemas of a table of fields, as a shape for `z.object`. */
export const shapeOf = <Fields extends Readonly<Record<string, { schema: z.ZodType }>>>(
  fields: Fields,
) =>
  Object.fromEntries(Object.entries(fields).map(([name, { schema }]) => [name, schema])) as {
    -readonly [Name in keyof Fields]: Fields[Name]['schema'];
  };
