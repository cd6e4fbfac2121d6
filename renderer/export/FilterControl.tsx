import { Checkbox, Select, TextInput } from '@mantine/core';
import type { ExportFacets } from '#terms/exports/report.ts';
import { area, type FilterField } from '#terms/exports/sighting-filter.ts';
import { leastGrade, mostGrade } from '#terms/grades.ts';
import { knownSide } from '#terms/sides.ts';
import { AreaField } from './AreaField.tsx';

const DAY = 86_400_000;
const dayOf = (ms: number | null) => (ms === null ? '' : new Date(ms).toISOString().slice(0, 10));

const grades = Array.from({ length: mostGrade - leastGrade + 1 }, (_, index) => {
  const grade = String(leastGrade + index);
  return { value: grade, label: Number(grade) < mostGrade ? `at least ${grade}` : `${grade} only` };
});

/** The control for a filter, by what kind of value it has; without one it does not narrow. */
export function FilterControl({
  field: { kind, title },
  value,
  set,
  facets,
}: {
  field: FilterField;
  value: unknown;
  set: (value: unknown) => void;
  facets: ExportFacets;
}) {
  switch (kind) {
    case 'grade':
      return (
        <Select
          label={title}
          placeholder="any"
          w={124}
          clearable
          data={grades}
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
            set(Number.isNaN(ms) ? undefined : kind === 'first-day' ? ms : ms + DAY - 1)
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
