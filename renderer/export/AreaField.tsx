import { Button, Group, NumberInput, Popover } from '@mantine/core';
import { IconMapPin } from '@tabler/icons-react';
import { useState } from 'react';
import type { SeaArea } from '#terms/exports/sighting-filter.ts';

const corners = [
  ['north', 'North', 90],
  ['west', 'West', 180],
  ['east', 'East', 180],
  ['south', 'South', 90],
] as const;

/** Four corners in degrees behind a button that says them. */
export function AreaField({
  title,
  area,
  set,
}: {
  /** What it is called while there is none. */
  title: string;
  area: SeaArea | undefined;
  set: (area: SeaArea | undefined) => void;
}) {
  const [opened, setOpened] = useState(false);
  const [draft, setDraft] = useState<Partial<SeaArea>>(area ?? {});
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
          {area === undefined ? title : `${area.south}…${area.north}°, ${area.west}…${area.east}°`}
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
              set(whole ?? undefined);
              setOpened(false);
            }}
          >
            Use this area
          </Button>
          <Button
            variant="default"
            onClick={() => {
              setDraft({});
              set(undefined);
              setOpened(false);
            }}
          >
            {title}
          </Button>
        </Group>
      </Popover.Dropdown>
    </Popover>
  );
}
