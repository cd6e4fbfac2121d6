import { Button, Group, NumberInput, SegmentedControl, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../client/connection.ts';
import { LoadingState } from '../../parts/LoadingState.tsx';
import { DialogButtons } from '../../parts/DialogButtons.tsx';
import { counted } from '../../parts/words.ts';
import { changePhotos } from './change-photos.ts';
import { shiftWords } from './shift-words.ts';
import { TimeLine } from './TimeLine.tsx';

const units = [
  { name: 'days', label: 'Days', size: 86_400, most: 14_000 },
  { name: 'hours', label: 'Hours', size: 3600, most: 23 },
  { name: 'minutes', label: 'Minutes', size: 60, most: 59 },
  { name: 'seconds', label: 'Seconds', size: 1, most: 59 },
] as const;

/** Puts the clock of a camera right, with the cameras of the same days on one line of time. */
export function ShiftClock({ photoIds, onClose }: { photoIds: number[]; onClose: () => void }) {
  const [direction, setDirection] = useState<'later' | 'earlier'>('later');
  const [amounts, setAmounts] = useState({ days: 0, hours: 0, minutes: 0, seconds: 0 });
  const cameras = useQuery({
    queryKey: ['photos', 'cameras', photoIds],
    queryFn: () => api.photos.cameraTimes({ photoIds }),
  });
  const amount = units.reduce((sum, { name, size }) => sum + amounts[name] * size, 0);
  const shiftS = direction === 'later' ? amount : -amount;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (shiftS === 0) return;
        changePhotos(photoIds, { shiftS });
        onClose();
      }}
    >
      <Stack>
        <Text c="dimmed">
          Find a moment that two cameras saw, and move the wrong one until it stands below the
          other. Other photos of the same days are grey. The files are not changed.
        </Text>
        <Group align="flex-end" wrap="nowrap">
          <SegmentedControl
            aria-label="Direction"
            value={direction}
            data={[
              { value: 'later', label: 'Later' },
              { value: 'earlier', label: 'Earlier' },
            ]}
            onChange={(value) => setDirection(value === 'later' ? 'later' : 'earlier')}
          />
          {units.map(({ name, label, most }) => (
            <NumberInput
              key={name}
              label={label}
              w={92}
              min={0}
              max={most}
              allowDecimal={false}
              value={amounts[name]}
              data-autofocus={name === 'hours' || undefined}
              onChange={(value) => setAmounts({ ...amounts, [name]: Number(value) || 0 })}
            />
          ))}
        </Group>
        {cameras.data === undefined ? (
          <LoadingState />
        ) : (
          <TimeLine cameras={cameras.data} shiftS={shiftS} />
        )}
        <DialogButtons cancel={onClose}>
          <Button type="submit" disabled={shiftS === 0}>
            {shiftS === 0
              ? 'Shift the clock'
              : `Shift ${counted(photoIds.length, 'photo')} by ${shiftWords(shiftS)}`}
          </Button>
        </DialogButtons>
      </Stack>
    </form>
  );
}
