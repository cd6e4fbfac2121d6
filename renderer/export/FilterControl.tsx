import { Checkbox, Select, TextInput } from '@mantine/core';
import type { ExportFacets } from '#terms/exports/report.ts';
import { area, type FilterField } from '#terms/exports/sighting-filter.ts';
import { knownSide } from '#terms/sides.ts';
import { AreaField } from './AreaField.tsx';

const DAY = 86_400_000;
const dayOf = (ms: number | null) => (ms === null ? '' : new Date(ms).toISOString().slice(0, 10));

const atLeast = (grades: readonly number[]) =>
  grades.map((grade) => ({
    value: String(grade),
    label: grade === Math.max(...grades) ? `${grade} only` : `at least ${grade}`,
  }));

/** The control for a filter, by what kind of value it has; without one it does not narrow. */
export function FilterControl({
  field,
  value,
  set,
  facets,
}: {
  field: FilterField;
  value: unknown;
  set: (value: unknown) => void;
  facets: ExportFacets;
}) {
  const { title } = field;
  switch (field.kind) {
    case 'grade':
      return (
        <Select
          label={title}
          placeholder="any"
          w={124}
          clearable
          data={atLeast(field.grades)}
          value={typeof value === 'number' ? String(value) : null}
          onChange={(grade) => set(grade === null ? undefined : Number(grade))}
        />
      );
    case 'side':
      return (
        <Select
          label={title}
          placeholder="any"
          w={100}
          clearable
          data={knownSide.options}
          value={typeof value === 'string' ? value : null}
          onChange={(side) => set(side ?? undefined)}
        />
      );
    case 'species':
      return facets.species.length === 0 ? null : (
        <Select
          label={title}
          placeholder="any"
          w={170}
          clearable
          searchable
          data={facets.species}
          value={typeof value === 'string' ? value : null}
          onChange={(species) => set(species ?? undefined)}
        />
      );
    case 'first-day':
    case 'last-day':
      return (
        <TextInput
          type="date"
          label={title}
          w={138}
          min={dayOf(facets.firstMs)}
          max={dayOf(facets.lastMs)}
          value={dayOf(typeof value === 'number' ? value : null)}
          onChange={({ currentTarget: { valueAsNumber: ms } }) =>
            set(Number.isNaN(ms) ? undefined : field.kind === 'first-day' ? ms : ms + DAY - 1)
          }
        />
      );
    case 'area':
      return <AreaField title={title} area={area.safeParse(value).data} set={set} />;
    case 'check':
      return (
        <Checkbox
          label={title}
          mb={7}
          checked={value === true}
          onChange={({ currentTarget: { checked } }) => set(checked ? true : undefined)}
        />
      );
  }
}
