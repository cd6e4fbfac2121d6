/** Patterns of file names: words in braces are taken, the rest stands as it is written. */

/** What may stand in a name between what parts it. */
const anything = '[^/]+?';

/** What a pattern can take from a name, and what it looks like where that is known. */
const patternFields = {
  individual: { title: 'the individual’s code', form: anything },
  date: {
    title: 'the day, such as 20260607 or 2026-06-07',
    form: String.raw`\d{8}|\d{4}[-._]\d{1,2}[-._]\d{1,2}|\d{1,2}[-._]\d{1,2}[-._]\d{4}`,
  },
  time: {
    title: 'the time of day',
    form: String.raw`\d{6}|\d{4}|\d{1,2}[-.h:]\d{2}(?:[-.:]\d{2})?`,
  },
  side: { title: 'the side: L, R, left, right', form: 'left|right|l|r|links|rechts|unknown|u' },
  encounter: { title: 'the encounter', form: anything },
  place: { title: 'the place', form: anything },
  photographer: { title: 'the photographer', form: anything },
  species: { title: 'the species', form: anything },
} as const;
export type PatternField = keyof typeof patternFields;

const isRest = (part: string) => ['…', '...', '*', '{}', '{*}'].includes(part);
const touching = (part: string) => ({
  problem: `Nothing says where the part before ${part} ends; put what stands between them, such as _.`,
});
const isField = (name: string): name is PatternField => name in patternFields;
const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

export interface NamePattern {
  fields: PatternField[];
  /** What a path says of each field, or null if it does not fit. `/` parts folders. */
  read: (path: string) => Partial<Record<PatternField, string>> | null;
}

/**
 * `{individual}_{date}_{side}_…` as a reader of file names. `…`, `...` and `*` stand for anything; a `/` means that
 * the part before it is the folder. The ending of the name does not belong to the pattern.
 *
 * @returns or what is wrong with it, in words
 */
export function parseNamePattern(text: string): NamePattern | { problem: string } {
  const parts = text
    .trim()
    .replace(/^\/+/, '')
    .split(/(\{[^{}]*\}|…|\.\.\.|\*)/)
    .filter((part) => part !== '');
  const fields: PatternField[] = [];
  let form = '';
  /** Whether what comes next would have no beginning of its own. */
  let isOpen = false;
  for (const part of parts) {
    if (isRest(part)) {
      if (isOpen) return touching(part);
      form += '[^/]*';
      isOpen = fields.length > 0;
      continue;
    }
    const name = /^\{\s*([^{}]*?)\s*\}$/.exec(part)?.[1]?.toLowerCase();
    if (name === undefined) {
      isOpen = false;
      if (/[{}]/.test(part)) return { problem: `A brace in "${part}" has no partner.` };
      form += literal(part);
    } else if (!isField(name)) {
      return {
        problem: `{${name}} is nothing that a name can give; it can give ${Object.keys(
          patternFields,
        )
          .map((field) => `{${field}}`)
          .join(', ')}, and … for the rest.`,
      };
    } else if (fields.includes(name)) return { problem: `{${name}} stands twice in the pattern.` };
    else {
      const free = patternFields[name].form === anything;
      if (isOpen && free) return touching(part);
      isOpen = free;
      fields.push(name);
      form += `(?<${name}>${patternFields[name].form})`;
    }
  }
  if (!fields.includes('individual'))
    return { problem: 'The pattern needs {individual} where the code stands.' };
  const whole = new RegExp(`(?:^|/)${form}$`, 'iu');
  return {
    fields,
    read: (path) => {
      const found = whole.exec(path.replace(/\.[a-z0-9]{2,5}$/i, ''))?.groups;
      return found === undefined ? null : { ...found };
    },
  };
}
