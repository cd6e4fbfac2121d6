import './tour.css';
import { Button, Group, Text, Title } from '@mantine/core';
import { IconRoute } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { api } from '../client/connection.ts';
import { tourSteps } from './tour-steps.ts';
import { declineTour, showStop } from './tour-store.ts';

/** Offered on the Overview until the tour was taken or put away; then a small button stays. */
export function TourOffer() {
  const { data } = useQuery({ queryKey: ['tour'], queryFn: () => api.shell.tour() });
  if (data === undefined || data.state === 'done') return null;
  const begun = data.state === 'begun' && data.step > 0 && data.step < tourSteps.length;
  return (
    <section className="panel tour-offer" aria-label="Guided tour">
      <IconRoute size={28} stroke={1.5} aria-hidden />
      <div style={{ flex: 1 }}>
        <Title order={2}>{begun ? 'The tour stands half way' : 'New here?'}</Title>
        <Text c="dimmed">
          {begun
            ? `Next is stop ${data.step + 1} of ${tourSteps.length}.`
            : `A tour of the whole loop on the real controls: ${tourSteps.length} stops, about two minutes.`}
        </Text>
      </div>
      <Group gap="xs">
        <Button variant="default" onClick={declineTour}>
          Not now
        </Button>
        <Button variant="light" onClick={() => showStop(begun ? data.step : 0)}>
          {begun ? 'Go on' : 'Take the tour'}
        </Button>
      </Group>
    </section>
  );
}

/** Where the tour is found again. */
export function TourButton() {
  const { data } = useQuery({ queryKey: ['tour'], queryFn: () => api.shell.tour() });
  if (data?.state !== 'done') return null;
  return (
    <Button
      variant="subtle"
      color="gray"
      leftSection={<IconRoute size={16} />}
      onClick={() => showStop(0)}
    >
      Tour
    </Button>
  );
}
