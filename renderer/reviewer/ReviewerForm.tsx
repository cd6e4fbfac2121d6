import { Button, Select, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { api } from '../client/connection.ts';
import { attempt } from '../client/error-words.ts';
import { useReviewers, useSettings } from '../client/queries.ts';
import { DialogButtons } from '../parts/DialogButtons.tsx';

/** Every decision carries the name of who made it. */
export function ReviewerForm({ onDone }: { onDone: () => void }) {
  const { data: reviewers = [] } = useReviewers();
  const { data: settings } = useSettings();
  const [name, setName] = useState('');
  const choose = async (reviewerId: number) => {
    await attempt('The name could not be stored', () => api.settings.set({ reviewerId }));
    onDone();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        // Who writes a name that is known already is that person.
        const known = reviewers.find(
          (reviewer) => reviewer.name.toLowerCase() === name.trim().toLowerCase(),
        );
        if (known !== undefined) {
          void choose(known.id);
          return;
        }
        void attempt('The name could not be stored', async () => {
          const added = await api.settings.addReviewer({ name });
          await choose(added.id);
        });
      }}
    >
      <Stack>
        <Text c="dimmed">
          Every check and decision is stored with the name of who made it. Asked once.
        </Text>
        {reviewers.length > 0 && (
          <Select
            label="Reviewer"
            data={reviewers.map((reviewer) => ({ value: `${reviewer.id}`, label: reviewer.name }))}
            value={settings?.reviewerId === null ? null : `${settings?.reviewerId ?? ''}`}
            onChange={(value) => {
              if (value !== null) void choose(Number(value));
            }}
            allowDeselect={false}
          />
        )}
        <TextInput
          label={reviewers.length > 0 ? 'Somebody new' : 'Your name'}
          placeholder="Eva Keen"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          data-autofocus
        />
        <DialogButtons cancel={onDone}>
          <Button type="submit" disabled={name.trim() === ''}>
            This is me
          </Button>
        </DialogButtons>
      </Stack>
    </form>
  );
}
