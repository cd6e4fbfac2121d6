import { NumberInput, Select } from '@mantine/core';
import { deviceChoices, type DeviceChoice } from '#terms/training/devices.ts';
import { labelsOf } from './labels.ts';

/** A number that the preset decides unless the person does; what it decided stands in the empty field. */
export function NumberOption({
  label,
  value,
  decided,
  onChange,
  suffix,
  min,
  max,
  step = 1,
  decimals = 0,
}: {
  label: string;
  value: number | null | undefined;
  /** What it is if it is left open. */
  decided: unknown;
  onChange: (value: number | undefined) => void;
  suffix?: string;
  min: number;
  max: number;
  step?: number;
  decimals?: number;
}) {
  const otherwise = typeof decided === 'number' ? `${decided}${suffix ?? ''}` : 'by the preset';
  return (
    <NumberInput
      label={label}
      placeholder={otherwise}
      value={value ?? ''}
      suffix={suffix}
      min={min}
      max={max}
      step={step}
      decimalScale={decimals}
      allowDecimal={decimals > 0}
      clampBehavior="blur"
      onChange={(next) => onChange(typeof next === 'number' ? next : undefined)}
    />
  );
}

const yes = 'yes';
const no = 'no';

/** Yes, no, or as the preset has it. */
export function YesNoOption({
  label,
  value,
  decided,
  onChange,
}: {
  label: string;
  value: boolean | undefined;
  decided: unknown;
  onChange: (value: boolean | undefined) => void;
}) {
  const otherwise = typeof decided === 'boolean' ? ` (${decided ? yes : no})` : '';
  return (
    <Select
      label={label}
      allowDeselect={false}
      data={[
        { value: 'preset', label: `By the preset${otherwise}` },
        { value: yes, label: 'Yes' },
        { value: no, label: 'No' },
      ]}
      value={value === undefined ? 'preset' : value ? yes : no}
      onChange={(chosen) => onChange(chosen === 'preset' ? undefined : chosen === yes)}
    />
  );
}

/** One of a few, or as the preset has it. */
export function ChoiceOption<Value extends string>({
  label,
  value,
  decided,
  choices,
  onChange,
}: {
  label: string;
  value: Value | undefined;
  decided: unknown;
  choices: readonly { value: Value; label: string }[];
  onChange: (value: Value | undefined) => void;
}) {
  const named = choices.find((choice) => choice.value === decided)?.label;
  return (
    <Select
      label={label}
      allowDeselect={false}
      data={[
        { value: 'preset', label: `By the preset${named === undefined ? '' : ` (${named})`}` },
        ...choices,
      ]}
      value={value ?? 'preset'}
      onChange={(chosen) => onChange(choices.find((choice) => choice.value === chosen)?.value)}
    />
  );
}

const devices = labelsOf(deviceChoices);

export function DeviceOption({
  value,
  onChange,
}: {
  value: DeviceChoice | undefined;
  onChange: (value: DeviceChoice) => void;
}) {
  return (
    <Select
      label="Computes on"
      allowDeselect={false}
      data={devices}
      value={value ?? 'auto'}
      onChange={(chosen) =>
        onChange(devices.find((device) => device.value === chosen)?.value ?? 'auto')
      }
    />
  );
}
