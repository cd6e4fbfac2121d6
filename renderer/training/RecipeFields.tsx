import type { RecipeOption, RecipeOptions } from '#terms/training/options.ts';
import {
  ChoiceField,
  GradeField,
  MarginField,
  NumberField,
  ShareField,
  SwitchField,
} from './fields.tsx';

type Wishes = Readonly<Record<string, unknown>>;

/** A field for each row of a table of options; what is left open is decided by the preset and the set. */
export function RecipeFields({
  options,
  wishes,
  decided,
  change,
}: {
  options: RecipeOptions;
  wishes: Wishes;
  decided: Wishes;
  change: (wish: Record<string, unknown>) => void;
}) {
  return Object.entries(options).map(([key, option]) => (
    <RecipeField
      key={key}
      option={option}
      value={wishes[key]}
      decided={decided[key]}
      change={(value) => change({ [key]: value })}
    />
  ));
}

function RecipeField({
  option,
  value,
  ...rest
}: {
  option: RecipeOption;
  value: unknown;
  decided: unknown;
  change: (value: unknown) => void;
}) {
  const number = typeof value === 'number' ? value : undefined;
  switch (option.kind) {
    case 'choice':
      return (
        <ChoiceField
          option={option}
          value={typeof value === 'string' ? value : undefined}
          {...rest}
        />
      );
    case 'number':
      return <NumberField option={option} value={number} {...rest} />;
    case 'share':
      return <ShareField option={option} value={number} {...rest} />;
    case 'switch':
      return (
        <SwitchField
          option={option}
          value={typeof value === 'boolean' ? value : undefined}
          {...rest}
        />
      );
    case 'grade':
      return <GradeField option={option} value={number} {...rest} />;
    case 'margin':
      return (
        <MarginField option={option} value={value === 'by-class-size' ? value : number} {...rest} />
      );
  }
}
