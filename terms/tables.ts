/** Words as tables: a row a thing, by its id, in the order in which they are offered. */

/** Ids of a table, in its order; a list for `z.enum`. */
export const idsOf = <Id extends string>(table: Readonly<Record<Id, unknown>>): [Id, ...Id[]] =>
  Object.keys(table) as [Id, ...Id[]];
