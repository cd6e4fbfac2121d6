import { idsOf } from '#terms/tables.ts';

/** The rows of a table as the choices of a field. */
export const labelsOf = <Id extends string>(table: Readonly<Record<Id, { title: string }>>) =>
  idsOf(table).map((value) => ({ value, label: table[value].title }));
