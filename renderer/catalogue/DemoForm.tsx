import { Button, Radio, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../client/connection.ts';
import { attempt } from '../client/error-words.ts';
import { DialogButtons } from '../parts/DialogButtons.tsx';

/** Part of the demo that comes done: enough to train on, and as much again to find and match. */
const HALF = 0.5;

/** How much of the demo is done already: half of it, or nothing. */
export function DemoForm({ onDone }: { onDone: () => void }) {
  const place = useQuery({ queryKey: ['demo-place'], queryFn: () => api.catalogue.demoPlace() });
  const [ready, setReady] = useState('half');
  const [busy, setBusy] = useState(false);
  const open = async () => {
    setBusy(true);
    await attempt('The demo could not be opened', async () => {
      await api.catalogue.openDemo({ boxed: ready === 'half' ? HALF : 0 });
      onDone();
    });
    setBusy(false);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void open();
      }}
    >
      <Stack>
        <Text>
          240 photos of 24 dolphins that do not exist are drawn on this machine, in a few minutes.
          You can look round meanwhile.
        </Text>
        <Radio.Group label="How far is it along?" value={ready} onChange={setReady}>
          <Stack gap="sm" mt="xs">
            <Radio
              value="half"
              label="Half of the season is boxed and named"
              description="Train at once, then find and match the other half."
              data-autofocus
            />
            <Radio
              value="nothing"
              label="Nothing is done"
              description="Begin as with photos of your own: draw the first boxes yourself."
            />
          </Stack>
        </Radio.Group>
        {place.data !== undefined && (
          <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            Goes into {place.data.parent}. Remove that folder when you need it no more.
          </Text>
        )}
        <DialogButtons cancel={onDone}>
          <Button type="submit" loading={busy}>
            Open the demo
          </Button>
        </DialogButtons>
      </Stack>
    </form>
  );
}
