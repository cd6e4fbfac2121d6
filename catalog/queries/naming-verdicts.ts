import { namingVerdict } from '#terms/identity/verdicts.ts';

const list = namingVerdict.options.map((verdict) => `'${verdict}'`).join(', ');

/** SQL: whether the verdict in a column names an animal. */
export const namesAnimal = (column: string) => `${column} IN (${list})`;
