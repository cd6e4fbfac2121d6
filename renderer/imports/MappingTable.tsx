import '../parts/sheet-rows.css';
import { Select } from '@mantine/core';
import type { InspectedTable } from '#terms/imports/catalogue-table.ts';
import {
  importField,
  importFields,
  type ColumnMapping,
  type ImportField,
} from '#terms/imports/columns.ts';
import { labelsOf } from '../parts/labels.ts';

const choices = labelsOf(importFields);

/** The first rows, and over each column what it is taken for. */
export function MappingTable({
  table: { header, firstRows },
  mapping,
  onChange,
}: {
  table: InspectedTable;
  mapping: ColumnMapping;
  onChange: (mapping: ColumnMapping) => void;
}) {
  const fieldOf = (column: number) =>
    importField.options.find((field) => mapping[field] === column) ?? null;
  const choose = (column: number, field: ImportField | null) => {
    const others = Object.entries(mapping).filter(([name, at]) => at !== column && name !== field);
    onChange(Object.fromEntries(field === null ? others : [...others, [field, column]]));
  };
  return (
    <div className="sheet-rows import-mapping" role="region" aria-label="First rows" tabIndex={0}>
      <table>
        <thead>
          <tr>
            {header.map((name, column) => (
              // oxlint-disable-next-line react/no-array-index-key -- a column is its place
              <th key={column} scope="col" data-mapped={fieldOf(column) !== null}>
                <span title={name}>{name}</span>
                <Select
                  size="xs"
                  aria-label={`Column ${name} holds`}
                  placeholder="not imported"
                  clearable
                  searchable
                  w={150}
                  data={choices}
                  value={fieldOf(column)}
                  onChange={(value) => choose(column, value)}
                  comboboxProps={{ width: 210 }}
                />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {firstRows.slice(0, 6).map((cells, row) => (
            // oxlint-disable-next-line react/no-array-index-key -- a row of a preview is its place
            <tr key={row}>
              {header.map((_, column) => (
                // oxlint-disable-next-line react/no-array-index-key -- a column is its place
                <td key={column} data-mapped={fieldOf(column) !== null}>
                  {cells[column] ?? ''}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
