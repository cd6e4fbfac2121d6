import type { Catalogue } from '../catalogue.ts';

/** The class of that name, made if it is new; names are compared without case. */
export function boxClassId(catalogue: Catalogue, name: string): number {
  return (
    catalogue.value<number>('SELECT id FROM box_classes WHERE name = ?', name) ??
    catalogue.run(
      `INSERT INTO box_classes (name, position)
       VALUES (?, (SELECT coalesce(max(position), 0) + 1 FROM box_classes))`,
      name,
    ).id
  );
}
