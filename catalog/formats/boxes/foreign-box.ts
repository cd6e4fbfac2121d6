/** What the readers of other tools' boxes have in common. */
import type { BoxRecord } from './box-record.ts';
import { isIndividual } from './individual-in.ts';

type Needed = 'image' | 'className' | 'x' | 'y' | 'w' | 'h' | 'unit' | 'file';

/** A record of a box, of which the tool said no more than this. */
export const boxRecord = (
  said: Pick<BoxRecord, Needed> & Partial<Omit<BoxRecord, Needed>>,
): BoxRecord => ({
  imageWidth: null,
  imageHeight: null,
  confidence: null,
  individual: null,
  line: null,
  mended: null,
  ...said,
});

/** What tools and people call the attribute that says what kind of thing a box holds. */
const classNames = ['class', 'classname', 'label', 'category', 'type', 'object', 'part', 'name'];

type Attributes = Readonly<Record<string, string>>;

/** Attributes as JSON holds them: numbers and yes/no as text, checkboxes as what is ticked; blanks are left out. */
export function attributesIn(json: unknown): Attributes {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return {};
  const said = Object.entries(json).map(([name, value]): [string, string] => {
    if (typeof value !== 'object' || value === null) return [name, String(value ?? '').trim()];
    const ticked = Object.entries(value).filter(([, on]) => on === true);
    return [name, ticked.map(([option]) => option).join(', ')];
  });
  return Object.fromEntries(said.filter(([, value]) => value !== ''));
}

/**
 * The class among free attributes: the one that is called so, or the only one that is not the individual's. Empty if
 * nothing tells.
 */
export function classAmong(attributes: Attributes): string {
  const plain = (name: string) => name.toLowerCase().replace(/[^a-z]+/g, '');
  for (const called of classNames)
    for (const [name, value] of Object.entries(attributes))
      if (plain(name) === called) return value;
  const others = Object.entries(attributes).filter(([name]) => !isIndividual(name));
  return others.length === 1 ? others[0][1] : '';
}
