import { NumberInput, Select } from '@mantine/core';
import { occasionSchemes, tripGap, type OccasionScheme } from '#terms/exports/occasions.ts';
import { labelsOf } from '../parts/labels.ts';

/** How time is cut, and for trips the gap that ends one. */
export function OccasionsField({
  title,
  scheme,
  choose,
}: {
  title: string;
  scheme: OccasionScheme;
  choose: (scheme: OccasionScheme) => void;
}) {
  const trip = (gapDays: number) => choose({ by: 'trip', gapDays });
  return (
    <>
      <Select
        label={title}
        w={150}
        allowDeselect={false}
        data={labelsOf(occasionSchemes)}
        value={scheme.by}
        onChange={(by) => (by === 'trip' ? trip(tripGap.usual) : choose({ by: by ?? 'day' }))}
      />
      {scheme.by === 'trip' && (
        <NumberInput
          label="A trip ends after a gap of"
          suffix=" days"
          w={170}
          min={tripGap.least}
          max={tripGap.most}
          allowDecimal={false}
          value={scheme.gapDays}
          onChange={(value) => trip(typeof value === 'number' ? value : tripGap.usual)}
        />
      )}
    </>
  );
}
