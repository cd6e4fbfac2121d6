/** What tools call the attribute of a box that holds whom it shows; without case, blanks and punctuation. */
const names = new Set([
  'individual',
  'individualid',
  'identity',
  'animal',
  'animalid',
  'whaleid',
  'dolphinid',
]);

/** Whether a column or an attribute of boxes holds the name of the animal. */
export const isIndividual = (name: string): boolean =>
  names.has(name.toLowerCase().replace(/[^a-z]+/g, ''));

/** Whom a box's attributes name, as they write it; null where they name nobody. */
export function individualIn(attributes: Readonly<Record<string, unknown>>): string | null {
  for (const [name, value] of Object.entries(attributes))
    if (isIndividual(name) && (typeof value === 'string' || typeof value === 'number'))
      return String(value);
  return null;
}
