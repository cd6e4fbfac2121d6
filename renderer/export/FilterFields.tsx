import { Button, Group } from '@mantine/core';
import type { FormatWords } from '#terms/exports/formats.ts';
import type { ExportFacets } from '#terms/exports/report.ts';
import { filterName } from '#terms/exports/sighting-filter.ts';
import { FilterControl } from './FilterControl.tsx';
import { useExportStore } from './export-store.ts';

/** Only what the chosen format heeds is offered. */
export function FilterFields({
  filters,
  facets,
}: Pick<FormatWords, 'filters'> & { facets: ExportFacets }) {
  const { choices, setFilter, clearFilter } = useExportStore();
  const filter = choices.filter ?? {};
  if (Object.keys(filters).length === 0) return null;
  return (
    <Group gap="sm" align="end" role="group" aria-label="Filters">
      {filterName.options.map((name) => {
        const field = filters[name];
        return (
          field !== undefined && (
            <FilterControl
              key={name}
              field={field}
              value={filter[name]}
              // The kind of a field is that of its value; the API checks both.
              set={(value) => setFilter({ [name]: value })}
              facets={facets}
            />
          )
        );
      })}
      {Object.keys(filter).length > 0 && (
        <Button variant="subtle" color="gray" onClick={clearFilter}>
          Clear filters
        </Button>
      )}
    </Group>
  );
}
