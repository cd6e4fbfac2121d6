import { Button, Select, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { api } from '../client/connection.ts';
import { attempt } from '../client/error-words.ts';
import { useReviewers } from '../client/queries.ts';
import { sitDown, useReviewerId } from '../client/seat.ts';
import { DialogButtons } from '../parts/DialogButtons.tsx';

/** Every decision carries the name of who made it. */
export function ReviewerForm({ onDone }: { onDone: (reviewerId: number | null) => void }) {
  const { data: reviewers = [] } = useReviewers();
  const current = useReviewerId();
  const [name, setName] = useState('');
  const choose = async (reviewerId: number) => {
    sitDown(reviewerId);
    // Who comes to this catalogue next is asked whether they are the same.
    await attempt('The name could not be stored', () => api.settings.set({ reviewerId }));
    onDone(reviewerId);
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
          Every box, check and decision is stored with the name of who made it. Asked once.
        </Text>
        {reviewers.length > 0 && (
          <Select
            label="Reviewer"
            data={reviewers.map((reviewer) => ({ value: `${reviewer.id}`, label: reviewer.name }))}
            value={current === null ? null : `${current}`}
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
        <DialogButtons cancel={() => onDone(null)}>
          <Button type="submit" disabled={name.trim() === ''}>
            This is me
          </Button>
        </DialogButtons>
      </Stack>
    </form>
  );
}
