import { Button, CloseButton, Group, Popover, Select, Stack, TextInput } from '@mantine/core';
import { IconCalendar } from '@tabler/icons-react';
import { useState } from 'react';
import type { PhotoFacets } from '#terms/photos/photos.ts';
import { count } from '../parts/words.ts';
import { usePhotoStore } from './photo-store.ts';

const DAY = 86_400_000;

const isoDay = (ms: number | undefined): string =>
  ms === undefined ? '' : new Date(ms).toISOString().slice(0, 10);

/** The start of a day as a camera's clock writes it; undefined while a date is half typed. */
function startOf(day: string): number | undefined {
  const ms = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(ms) ? undefined : ms;
}

/** One day that has photos, or a span of days; both ends are included. */
export function DateFilter({ days }: { days: PhotoFacets['days'] }) {
  const { filter, setFilter } = usePhotoStore();
  const [opened, setOpened] = useState(false);
  const from = isoDay(filter.takenFrom);
  const to = isoDay(filter.takenTo);
  const words =
    from === '' && to === ''
      ? 'Any date'
      : from === to
        ? from
        : `${from === '' ? '…' : from} – ${to === '' ? '…' : to}`;
  const setFrom = (day: string) => setFilter({ takenFrom: startOf(day) });
  const setTo = (day: string) => {
    const start = startOf(day);
    setFilter({ takenTo: start === undefined ? undefined : start + DAY - 1 });
  };
  const isSet = from !== '' || to !== '';
  return (
    <Group gap={0} wrap="nowrap">
      <Popover opened={opened} onChange={setOpened} position="bottom-start" trapFocus>
        <Popover.Target>
          <Button
            variant="default"
            fw={400}
            leftSection={<IconCalendar size={15} />}
            aria-label={`Date taken: ${words}`}
            onClick={() => setOpened(!opened)}
          >
            {words}
          </Button>
        </Popover.Target>
        <Popover.Dropdown>
          <Stack w={300}>
            <Select
              label="A day"
              placeholder={`${count(days.length)} days with photos`}
              searchable
              clearable
              limit={200}
              comboboxProps={{ withinPortal: false }}
              value={from !== '' && from === to ? from : null}
              data={days.map(({ day, photos }) => ({
                value: day,
                label: `${day} (${count(photos)})`,
              }))}
              onChange={(day) => {
                setFrom(day ?? '');
                setTo(day ?? '');
                if (day !== null) setOpened(false);
              }}
            />
            <Group grow>
              <TextInput
                type="date"
                label="From"
                value={from}
                max={to === '' ? undefined : to}
                onChange={(event) => setFrom(event.currentTarget.value)}
              />
              <TextInput
                type="date"
                label="To"
                value={to}
                min={from === '' ? undefined : from}
                onChange={(event) => setTo(event.currentTarget.value)}
              />
            </Group>
          </Stack>
        </Popover.Dropdown>
      </Popover>
      {isSet && (
        <CloseButton
          aria-label="Any date"
          onClick={() => setFilter({ takenFrom: undefined, takenTo: undefined })}
        />
      )}
    </Group>
  );
}
