import { Checkbox, Group, NumberInput, Select, TextInput } from '@mantine/core';
import type { ExportFacets, ExportFormatInfo, OccasionScheme } from '#api/contract/index.ts';
import { useExportStore } from './export-store.ts';

const schemes = [
  { value: 'day', label: 'Days' },
  { value: 'trip', label: 'Trips' },
  { value: 'month', label: 'Months' },
  { value: 'season', label: 'Seasons' },
  { value: 'year', label: 'Years' },
] as const;

/** The choices that the format asks for, with what they mean in its own words. */
export function ChoiceFields({
  info: { asks },
  facets,
}: {
  info: ExportFormatInfo;
  facets: ExportFacets;
}) {
  const { choices, choose } = useExportStore();
  const has = (name: (typeof asks)[number]) => asks.includes(name);
  const occasions: OccasionScheme = choices.occasions ?? { by: 'day' };
  const plainNames = facets.species.filter((name) => !/^[A-Z][a-z]+ [a-z]+/.test(name));
  if (asks.length === 0) return null;
  return (
    <Group gap="sm" align="end" role="group" aria-label="Choices">
      {has('occasions') && (
        <Select
          label="Capture occasions"
          w={150}
          allowDeselect={false}
          data={schemes}
          value={occasions.by}
          onChange={(by) =>
            choose({ occasions: by === 'trip' ? { by, gapDays: 3 } : { by: by ?? 'day' } })
          }
        />
      )}
      {has('occasions') && occasions.by === 'trip' && (
        <NumberInput
          label="A trip ends after a gap of"
          suffix=" days"
          w={170}
          min={0}
          max={365}
          allowDecimal={false}
          value={occasions.gapDays}
          onChange={(value) =>
            choose({ occasions: { by: 'trip', gapDays: typeof value === 'number' ? value : 3 } })
          }
        />
      )}
      {has('groupBy') && (
        <Select
          label="Groups"
          w={140}
          allowDeselect={false}
          data={[
            { value: 'none', label: 'One for all' },
            { value: 'sex', label: 'One a sex' },
          ]}
          value={choices.groupBy ?? 'none'}
          onChange={(value) => choose({ groupBy: value ?? 'none' })}
        />
      )}
      {has('cellMetres') && (
        <NumberInput
          label="Edge of a detector's cell"
          suffix=" m"
          w={170}
          min={10}
          max={100_000}
          step={100}
          thousandSeparator=","
          value={choices.cellMetres ?? 1000}
          onChange={(value) => choose({ cellMetres: typeof value === 'number' ? value : 1000 })}
        />
      )}
      {has('creator') && (
        <TextInput
          label="Who publishes"
          placeholder="your organisation"
          w={220}
          value={choices.creator ?? ''}
          onChange={({ currentTarget: { value } }) => choose({ creator: value })}
        />
      )}
      {has('occurrenceStatus') && (
        <Select
          label="occurrenceStatus"
          w={140}
          allowDeselect={false}
          data={['present', 'detected']}
          value={choices.occurrenceStatus ?? 'present'}
          onChange={(value) => choose({ occurrenceStatus: value ?? 'present' })}
        />
      )}
      {has('coordinateUncertaintyMetres') && (
        <NumberInput
          label="Coordinate uncertainty"
          placeholder="not stated"
          suffix=" m"
          w={170}
          min={1}
          value={choices.coordinateUncertaintyMetres ?? ''}
          onChange={(value) =>
            choose({ coordinateUncertaintyMetres: typeof value === 'number' ? value : null })
          }
        />
      )}
      {has('submitterId') && (
        <TextInput
          label="Your Wildbook user name"
          w={190}
          value={choices.submitterId ?? ''}
          onChange={({ currentTarget: { value } }) => choose({ submitterId: value })}
        />
      )}
      {has('defaultLocationId') && (
        <TextInput
          label="Location ID where there is no place"
          w={230}
          value={choices.defaultLocationId ?? ''}
          onChange={({ currentTarget: { value } }) => choose({ defaultLocationId: value })}
        />
      )}
      {has('scientificNames') &&
        plainNames.map((name) => (
          <TextInput
            key={name}
            label={`Scientific name of ${name}`}
            placeholder="Genus epithet"
            w={220}
            value={choices.scientificNames?.[name] ?? ''}
            onChange={({ currentTarget: { value } }) => {
              const { [name]: _, ...others } = choices.scientificNames ?? {};
              choose({ scientificNames: value === '' ? others : { ...others, [name]: value } });
            }}
          />
        ))}
      {has('validationShare') && (
        <NumberInput
          label="Encounters for validation"
          suffix=" %"
          w={200}
          min={0}
          max={90}
          value={Math.round((choices.validationShare ?? 0.2) * 100)}
          onChange={(value) =>
            choose({ validationShare: typeof value === 'number' ? value / 100 : 0.2 })
          }
        />
      )}
      {has('withPhotos') && (
        <Checkbox
          label="Copy the photos as well"
          mb={7}
          checked={choices.withPhotos === true}
          onChange={({ currentTarget: { checked } }) => choose({ withPhotos: checked })}
        />
      )}
      {has('withProposals') && (
        <Checkbox
          label="Boxes that nobody judged yet too, with the detector's confidence"
          mb={7}
          checked={choices.withProposals === true}
          onChange={({ currentTarget: { checked } }) => choose({ withProposals: checked })}
        />
      )}
      {has('asZip') && (
        <Checkbox
          label="As one zip"
          mb={7}
          checked={choices.asZip === true}
          onChange={({ currentTarget: { checked } }) => choose({ asZip: checked })}
        />
      )}
    </Group>
  );
}
