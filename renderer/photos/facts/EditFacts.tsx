import { Button, Checkbox, Group, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { DialogButtons } from '../../parts/DialogButtons.tsx';
import { counted } from '../../parts/words.ts';
import { changePhotos } from './change-photos.ts';
import { changeIn, emptyFields, type FactFields } from './read-fields.ts';

const fields = [
  { name: 'day', label: 'Day', type: 'date', placeholder: '' },
  { name: 'time', label: 'Time of day', type: 'time', placeholder: '' },
  {
    name: 'position',
    label: 'Position, degrees north and east',
    type: 'text',
    placeholder: '57.58, -4.09',
  },
  { name: 'place', label: 'Name of the place', type: 'text', placeholder: '' },
  { name: 'photographer', label: 'Photographer', type: 'text', placeholder: '' },
] as const;

/** Date, place and photographer of the selected photos; what is left empty stays as it is. */
export function EditFacts({ photoIds, onClose }: { photoIds: number[]; onClose: () => void }) {
  const [facts, setFacts] = useState<FactFields>(emptyFields);
  const { change, wrong } = changeIn(facts);
  const isReady = Object.keys(change).length > 0 && Object.keys(wrong).length === 0;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!isReady) return;
        changePhotos(photoIds, change);
        onClose();
      }}
    >
      <Stack>
        <Text c="dimmed">
          What is left empty stays as it is. A day without a time keeps each photo’s time of day.
          The files are not changed.
        </Text>
        {fields.map(({ name, label, type, placeholder }) => (
          <Group key={name} align="flex-end" wrap="nowrap">
            <TextInput
              style={{ flex: 1 }}
              label={label}
              type={type}
              placeholder={placeholder}
              step={type === 'time' ? 1 : undefined}
              value={facts[name].text}
              disabled={facts[name].away}
              error={facts[name].text === '' ? undefined : wrong[name]}
              data-autofocus={name === 'day' || undefined}
              onChange={(event) =>
                setFacts({ ...facts, [name]: { text: event.currentTarget.value, away: false } })
              }
            />
            {name === 'time' ? (
              <span style={{ width: 108 }} />
            ) : (
              <Checkbox
                w={108}
                mb={8}
                label="take away"
                aria-label={`Take away: ${label}`}
                checked={facts[name].away}
                onChange={(event) =>
                  setFacts({
                    ...facts,
                    [name]: { ...facts[name], away: event.currentTarget.checked },
                  })
                }
              />
            )}
          </Group>
        ))}
        <DialogButtons cancel={onClose}>
          <Button type="submit" disabled={!isReady}>
            Change {counted(photoIds.length, 'photo')}
          </Button>
        </DialogButtons>
      </Stack>
    </form>
  );
}
