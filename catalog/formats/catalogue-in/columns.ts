import { importFields, type ColumnMapping } from '#terms/imports/columns.ts';
import { idsOf } from '#terms/tables.ts';

const plain = (header: string) => header.toLowerCase().replace(/[^a-z0-9]+/g, '');

/** A first guess at what each column is; the person sees it and may change it. */
export function guessColumns(header: readonly string[]): ColumnMapping {
  const plainHeader = header.map(plain);
  const taken = new Set<number>();
  const mapping: ColumnMapping = {};
  for (const field of idsOf(importFields)) {
    for (const word of importFields[field].headers) {
      const column = plainHeader.findIndex((name, index) => name === word && !taken.has(index));
      if (column !== -1) {
        mapping[field] = column;
        taken.add(column);
        break;
      }
    }
  }
  return mapping;
}
