import { Group, NumberInput, SegmentedControl, Text } from '@mantine/core';
import { useState } from 'react';
import type { ImportedNetwork } from '#terms/embedder/imported.ts';
import { normalisations, type Normalisation } from '#terms/embedder/normalisations.ts';
import { idsOf } from '#terms/tables.ts';

/** Means and deviations of 0 to 1, red, green, blue. */
type Scaling = NonNullable<ImportedNetwork['scaling']>;

const colours = ['red', 'green', 'blue'] as const;
const places = [0, 1, 2] as const;
const own = 'own';

const scalingOf = ({ mean, std }: Normalisation): Scaling => ({ mean: [...mean], std: [...std] });
const triple = (values: readonly number[]) =>
  values.map((value) => Number(value.toFixed(4))).join(', ');

/** How a network wants its pictures: one of the published ways, or numbers of its own. */
export function ScalingField({
  value,
  change,
}: {
  value: Scaling;
  change: (scaling: Scaling) => void;
}) {
  const [way, setWay] = useState<keyof typeof normalisations | typeof own>('imagenet');
  const field = (of: 'mean' | 'std', at: 0 | 1 | 2) => (
    <NumberInput
      key={`${of} ${at}`}
      aria-label={`${of === 'mean' ? 'Mean' : 'Deviation'} of ${colours[at]}`}
      w={96}
      hideControls
      decimalScale={6}
      min={of === 'mean' ? -10 : 0.000001}
      max={10}
      value={value[of][at]}
      onChange={(number) => {
        const next: Scaling['mean'] = [...value[of]];
        if (typeof number === 'number') next[at] = number;
        change({ ...value, [of]: next });
      }}
    />
  );
  return (
    <div>
      <Text fw={500} mb={4}>
        How its pictures are scaled
      </Text>
      <SegmentedControl
        aria-label="How its pictures are scaled"
        value={way}
        onChange={(chosen) => {
          setWay(chosen);
          if (chosen !== own) change(scalingOf(normalisations[chosen]));
        }}
        data={[
          ...idsOf(normalisations).map((id) => ({ value: id, label: normalisations[id].title })),
          { value: own, label: 'Other' },
        ]}
      />
      {way === own && (
        <Group mt={8} gap="sm">
          <Text size="sm">Mean</Text>
          {places.map((at) => field('mean', at))}
          <Text size="sm">Deviation</Text>
          {places.map((at) => field('std', at))}
        </Group>
      )}
      <Text size="sm" c="dimmed" mt={4}>
        mean {triple(value.mean)} · deviation {triple(value.std)}, of 0 to 1. It stands in the
        network&apos;s own description, not in the file; with a wrong one it works, but badly.
      </Text>
    </div>
  );
}

export const usualScaling: Scaling = scalingOf(normalisations.imagenet);
