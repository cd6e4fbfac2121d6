/** Fields of a recipe, each made from its row of the table of options. What is left open is decided by the preset. */
import { NumberInput, Select } from '@mantine/core';
import { mostGrade } from '#terms/grades.ts';
import { idsOf } from '#terms/tables.ts';
import { deviceChoices, type DeviceChoice } from '#terms/training/devices.ts';
import type {
  ChoiceOption,
  GradeOption,
  MarginOption,
  NumberOption,
  ShareOption,
  SwitchOption,
} from '#terms/training/options.ts';

interface FieldProps<Option, Value> {
  option: Option;
  /** What the person decided, if anything. */
  value: Value | undefined;
  /** What it is if it is left open. */
  decided: unknown;
  change: (value: Value | undefined) => void;
}

const byPreset = (words: string | undefined) =>
  `By the preset${words === undefined ? '' : ` (${words})`}`;

/** A number that the preset decides unless the person does; what it decided stands in the empty field. */
export function NumberField({
  option: { title, unit, least, most, multipleOf, step, decimals = 0 },
  value,
  decided,
  change,
}: FieldProps<NumberOption, number | null>) {
  const suffix = unit === undefined ? '' : ` ${unit}`;
  const fitting = (next: number) =>
    multipleOf === undefined ? next : Math.round(next / multipleOf) * multipleOf;
  return (
    <NumberInput
      label={title}
      placeholder={typeof decided === 'number' ? `${decided}${suffix}` : 'by the preset'}
      value={value ?? ''}
      suffix={suffix}
      min={least}
      max={most}
      step={step ?? multipleOf ?? 1}
      decimalScale={decimals}
      allowDecimal={decimals > 0}
      clampBehavior="blur"
      onChange={(next) => change(typeof next === 'number' ? fitting(next) : undefined)}
    />
  );
}

const percent = (share: number) => Math.round(share * 100);

/** A part of a whole, in per cent. */
export function ShareField({
  option: { title, least, most, otherwise },
  value,
  decided,
  change,
}: FieldProps<ShareOption, number>) {
  const shown = value ?? otherwise;
  return (
    <NumberInput
      label={title}
      suffix=" %"
      placeholder={typeof decided === 'number' ? `${percent(decided)} %` : ''}
      min={percent(least)}
      max={percent(most)}
      allowDecimal={false}
      value={shown === undefined ? '' : percent(shown)}
      onChange={(next) => change(typeof next === 'number' ? next / 100 : undefined)}
    />
  );
}

const yes = 'yes';
const no = 'no';

/** Yes, no, or as the preset has it. */
export function SwitchField({
  option: { title },
  value,
  decided,
  change,
}: FieldProps<SwitchOption, boolean>) {
  return (
    <Select
      label={title}
      allowDeselect={false}
      data={[
        {
          value: 'preset',
          label: byPreset(typeof decided === 'boolean' ? (decided ? yes : no) : undefined),
        },
        { value: yes, label: 'Yes' },
        { value: no, label: 'No' },
      ]}
      value={value === undefined ? 'preset' : value ? yes : no}
      onChange={(chosen) => change(chosen === 'preset' ? undefined : chosen === yes)}
    />
  );
}

/** Rows of a table as what can be chosen. */
const choicesOf = <Id extends string>(table: Readonly<Record<Id, { readonly title: string }>>) =>
  idsOf(table).map((value) => ({ value, label: table[value].title }));

/** One of a few, or as the preset has it. */
export function ChoiceField({
  option: { title, choices },
  value,
  decided,
  change,
}: FieldProps<ChoiceOption, string>) {
  const rows = choicesOf(choices);
  return (
    <Select
      label={title}
      allowDeselect={false}
      data={[
        {
          value: 'preset',
          label: byPreset(rows.find((row) => row.value === decided)?.label),
        },
        ...rows,
      ]}
      value={value ?? 'preset'}
      onChange={(chosen) => change(rows.find((row) => row.value === chosen)?.value)}
    />
  );
}

/** A least grade of photos; the lowest is any. */
export function GradeField({
  option: { title },
  value,
  decided,
  change,
}: FieldProps<GradeOption, number | null>) {
  const shown = value ?? (typeof decided === 'number' ? decided : 1);
  return (
    <Select
      label={title}
      allowDeselect={false}
      data={[
        { value: '1', label: 'any' },
        { value: '2', label: `2 and ${mostGrade}` },
        { value: `${mostGrade}`, label: `${mostGrade}` },
      ]}
      value={`${shown}`}
      onChange={(chosen) => change(Number(chosen))}
    />
  );
}

/** The margin that stands in the field before a person changes it, radians. */
const usualMargin = 0.3;

/** A number, or decided for each individual by how often it was seen. */
export function MarginField({
  option: { title, least, most },
  value,
  decided,
  change,
}: FieldProps<MarginOption, number | 'by-class-size'>) {
  const otherwise = decided === 'by-class-size' ? 'by sightings' : decided;
  return (
    <div>
      <Select
        label={title}
        allowDeselect={false}
        data={[
          {
            value: 'preset',
            label: byPreset(
              typeof otherwise === 'number' || typeof otherwise === 'string'
                ? `${otherwise}`
                : undefined,
            ),
          },
          { value: 'by-class-size', label: 'By how often an individual was seen' },
          { value: 'number', label: 'One for all' },
        ]}
        value={value === undefined ? 'preset' : typeof value === 'number' ? 'number' : value}
        onChange={(chosen) =>
          change(
            chosen === 'number' ? usualMargin : chosen === 'by-class-size' ? chosen : undefined,
          )
        }
      />
      {typeof value === 'number' && (
        <NumberInput
          aria-label={`${title} for all, radians`}
          mt={4}
          suffix=" rad"
          min={least}
          max={most}
          step={0.05}
          value={value}
          onChange={(next) => change(typeof next === 'number' ? next : usualMargin)}
        />
      )}
    </div>
  );
}

const devices = choicesOf(deviceChoices);

export function DeviceField({
  value,
  change,
}: {
  value: DeviceChoice | undefined;
  change: (value: DeviceChoice) => void;
}) {
  return (
    <Select
      label="Computes on"
      allowDeselect={false}
      data={devices}
      value={value ?? 'auto'}
      onChange={(chosen) =>
        change(devices.find((device) => device.value === chosen)?.value ?? 'auto')
      }
    />
  );
}
