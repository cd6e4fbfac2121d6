import { Button, Stack, Text, Textarea } from '@mantine/core';
import { DialogButtons } from '../parts/DialogButtons.tsx';
import { useIdentify } from './identify-store.ts';

/** One of the two who disagree has the last word with a reason only; it is stored with it. */
export function WhyForm({ onClose, onGive }: { onClose: () => void; onGive: () => void }) {
  const note = useIdentify((state) => state.note);
  const isSaid = note.trim() !== '';
  const give = () => {
    if (isSaid) onGive();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        give();
      }}
    >
      <Stack>
        <Text c="dimmed">
          You are one of the two who disagree. Say what decides it; it is stored with your verdict,
          and everybody can read it.
        </Text>
        <Textarea
          label="Why"
          placeholder="The lower nick is on both photos"
          autosize
          minRows={2}
          data-autofocus
          value={note}
          onChange={(event) => useIdentify.setState({ note: event.currentTarget.value })}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey) return;
            event.preventDefault();
            give();
          }}
        />
        <DialogButtons cancel={onClose}>
          <Button type="submit" disabled={!isSaid}>
            Settle
          </Button>
        </DialogButtons>
      </Stack>
    </form>
  );
}
