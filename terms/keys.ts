/** The keys of a table of words, in its order, with their type: what an enum of them is made from. */
export const keysOf = <Table extends object>(table: Table) =>
  Object.keys(table) as (keyof Table & string)[];
