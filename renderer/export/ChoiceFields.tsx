import { Group } from '@mantine/core';
import type { FormatWords } from '#terms/exports/formats.ts';
import { optionFields } from '#terms/exports/options.ts';
import type { ExportFacets } from '#terms/exports/report.ts';
import { ChoiceField } from './ChoiceField.tsx';
import { useExportStore } from './export-store.ts';

/** The choices that the format asks for, in the order in which it names them. */
export function ChoiceFields({
  asks,
  facets,
}: Pick<FormatWords, 'asks'> & { facets: ExportFacets }) {
  const { choices, choose } = useExportStore();
  if (asks.length === 0) return null;
  return (
    <Group gap="sm" align="end" role="group" aria-label="Choices">
      {asks.map((name) => (
        <ChoiceField
          key={name}
          field={optionFields[name]}
          value={choices[name]}
          // The kind of a field is that of its value; the API checks both.
          choose={(value) => choose({ [name]: value })}
          facets={facets}
        />
      ))}
    </Group>
  );
}
