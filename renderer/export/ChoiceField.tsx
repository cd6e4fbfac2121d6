import { Checkbox, NumberInput, Select, TextInput } from '@mantine/core';
import { occasionScheme } from '#terms/exports/occasions.ts';
import type { OptionField } from '#terms/exports/options.ts';
import type { ExportFacets } from '#terms/exports/report.ts';
import { labelsOf } from '../parts/labels.ts';
import { OccasionsField } from './OccasionsField.tsx';
import { NamesField } from './NamesField.tsx';

/** The control for a choice, by what kind of value it has. */
export function ChoiceField({
  field,
  value,
  choose,
  facets,
}: {
  field: OptionField;
  /** Undefined while nothing was chosen. */
  value: unknown;
  choose: (value: unknown) => void;
  facets: ExportFacets;
}) {
  switch (field.kind) {
    case 'check':
      return (
        <Checkbox
          label={field.title}
          mb={7}
          checked={value === true}
          onChange={({ currentTarget: { checked } }) => choose(checked)}
        />
      );
    case 'choice':
      return (
        <Select
          label={field.title}
          w={140}
          allowDeselect={false}
          data={labelsOf<string>(field.choices)}
          value={typeof value === 'string' ? value : field.usual}
          onChange={(chosen) => choose(chosen ?? field.usual)}
        />
      );
    case 'text':
      return (
        <TextInput
          label={field.title}
          placeholder={field.placeholder}
          w={230}
          value={typeof value === 'string' ? value : ''}
          onChange={({ currentTarget: { value: text } }) => choose(text)}
        />
      );
    case 'number':
      return (
        <NumberInput
          label={field.title}
          suffix={` ${field.unit}`}
          w={170}
          min={field.least}
          max={field.most}
          step={field.step}
          thousandSeparator=","
          value={typeof value === 'number' ? value : field.usual}
          onChange={(given) => choose(typeof given === 'number' ? given : field.usual)}
        />
      );
    case 'unstated':
      return (
        <NumberInput
          label={field.title}
          placeholder={field.placeholder}
          suffix={` ${field.unit}`}
          w={170}
          min={field.least}
          max={field.most}
          value={typeof value === 'number' ? value : ''}
          onChange={(given) => choose(typeof given === 'number' ? given : null)}
        />
      );
    case 'share':
      return (
        <NumberInput
          label={field.title}
          suffix=" %"
          w={200}
          min={0}
          max={100 * field.most}
          value={Math.round(100 * (typeof value === 'number' ? value : field.usual))}
          onChange={(given) => choose(typeof given === 'number' ? given / 100 : field.usual)}
        />
      );
    case 'occasions':
      return (
        <OccasionsField
          title={field.title}
          scheme={occasionScheme.safeParse(value).data ?? { by: 'day' }}
          choose={choose}
        />
      );
    case 'names':
      return (
        <NamesField
          title={field.title}
          names={field.schema.safeParse(value).data ?? {}}
          species={facets.species}
          choose={choose}
        />
      );
    case 'model':
      // Screens export the networks in use.
      return null;
  }
}
