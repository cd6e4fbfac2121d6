import { Button, Checkbox, Group, NumberInput, Popover, Select, TextInput } from '@mantine/core';
import { IconMapPin } from '@tabler/icons-react';
import { useState } from 'react';
import type { ExportFacets, ExportFormatInfo, SightingFilter } from '#api/contract/index.ts';
import { knownSide } from '#terms/sides.ts';
import { useExportStore } from './export-store.ts';

const DAY = 86_400_000;
const dayOf = (ms: number | undefined) =>
  ms === undefined ? '' : new Date(ms).toISOString().slice(0, 10);

const grades = [
  { value: '1', label: 'at least 1' },
  { value: '2', label: 'at least 2' },
  { value: '3', label: '3 only' },
];

const gradeOf = (value: string | null) => (value === null ? undefined : Number(value));

/** Only what the chosen format heeds is offered. */
export function FilterFields({
  info: { filters },
  facets,
}: {
  info: ExportFormatInfo;
  facets: ExportFacets;
}) {
  const { choices, setFilter, clearFilter } = useExportStore();
  const filter = choices.filter ?? {};
  const has = (name: keyof SightingFilter) => filters.includes(name);
  if (filters.length === 0) return null;
  return (
    <Group gap="sm" align="end" role="group" aria-label="Filters">
      {has('minQuality') && (
        <Select
          label="Photo quality"
          placeholder="any"
          w={124}
          clearable
          data={grades}
          value={filter.minQuality?.toString() ?? null}
          onChange={(value) => setFilter({ minQuality: gradeOf(value) })}
        />
      )}
      {has('minDistinctiveness') && (
        <Select
          label="Distinctiveness"
          placeholder="any"
          w={124}
          clearable
          data={grades}
          value={filter.minDistinctiveness?.toString() ?? null}
          onChange={(value) => setFilter({ minDistinctiveness: gradeOf(value) })}
        />
      )}
      {has('side') && (
        <Select
          label="Side"
          placeholder="any"
          w={100}
          clearable
          data={knownSide.options}
          value={filter.side ?? null}
          onChange={(value) => setFilter({ side: value ?? undefined })}
        />
      )}
      {has('species') && facets.species.length > 0 && (
        <Select
          label="Species"
          placeholder="any"
          w={170}
          clearable
          searchable
          data={facets.species}
          value={filter.species ?? null}
          onChange={(value) => setFilter({ species: value ?? undefined })}
        />
      )}
      {has('takenFrom') && (
        <TextInput
          type="date"
          label="From"
          w={138}
          min={dayOf(facets.firstMs ?? undefined)}
          max={dayOf(facets.lastMs ?? undefined)}
          value={dayOf(filter.takenFrom)}
          onChange={({ currentTarget: { valueAsNumber: ms } }) =>
            setFilter({ takenFrom: Number.isNaN(ms) ? undefined : ms })
          }
        />
      )}
      {has('takenTo') && (
        <TextInput
          type="date"
          label="Until"
          w={138}
          min={dayOf(facets.firstMs ?? undefined)}
          max={dayOf(facets.lastMs ?? undefined)}
          value={dayOf(filter.takenTo)}
          onChange={({ currentTarget: { valueAsNumber: ms } }) =>
            setFilter({ takenTo: Number.isNaN(ms) ? undefined : ms + DAY - 1 })
          }
        />
      )}
      {has('area') && <AreaField />}
      {has('reviewedOnly') && (
        <Checkbox
          label={has('minQuality') ? 'Decided by a person only' : 'Checked photos only'}
          mb={7}
          checked={filter.reviewedOnly === true}
          onChange={({ currentTarget: { checked } }) =>
            setFilter({ reviewedOnly: checked ? true : undefined })
          }
        />
      )}
      {Object.keys(filter).length > 0 && (
        <Button variant="subtle" color="gray" onClick={clearFilter}>
          Clear filters
        </Button>
      )}
    </Group>
  );
}

type Area = NonNullable<SightingFilter['area']>;
const corners = [
  ['north', 'North', 90],
  ['west', 'West', 180],
  ['east', 'East', 180],
  ['south', 'South', 90],
] as const;

function AreaField() {
  const { choices, setFilter } = useExportStore();
  const area = choices.filter?.area;
  const [opened, setOpened] = useState(false);
  const [draft, setDraft] = useState<Partial<Area>>(area ?? {});
  const { north, west, east, south } = draft;
  const whole =
    north !== undefined && west !== undefined && east !== undefined && south !== undefined
      ? { north, west, east, south }
      : null;
  const wrong = whole !== null && whole.south > whole.north ? 'lies north of the north' : null;
  return (
    <Popover opened={opened} onChange={setOpened} trapFocus withArrow shadow="md">
      <Popover.Target>
        <Button
          variant="default"
          leftSection={<IconMapPin size={15} />}
          onClick={() => setOpened(!opened)}
          aria-expanded={opened}
        >
          {area === undefined
            ? 'Any area'
            : `${area.south}…${area.north}°, ${area.west}…${area.east}°`}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Group gap="sm" w={260}>
          {corners.map(([corner, label, limit]) => (
            <NumberInput
              key={corner}
              label={label}
              suffix="°"
              w={124}
              min={-limit}
              max={limit}
              decimalScale={5}
              value={draft[corner] ?? ''}
              error={corner === 'south' ? wrong : undefined}
              onChange={(value) =>
                setDraft({ ...draft, [corner]: typeof value === 'number' ? value : undefined })
              }
            />
          ))}
          <Button
            disabled={whole === null || wrong !== null}
            onClick={() => {
              setFilter({ area: whole ?? undefined });
              setOpened(false);
            }}
          >
            Use this area
          </Button>
          <Button
            variant="default"
            onClick={() => {
              setDraft({});
              setFilter({ area: undefined });
              setOpened(false);
            }}
          >
            Any area
          </Button>
        </Group>
      </Popover.Dropdown>
    </Popover>
  );
}
