import { Alert, Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { wordsOf } from '../client/error-words.ts';

/** Something that should be shown could not be had. */
export function FailedState({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <Alert
      icon={<IconAlertTriangle />}
      color="red"
      title="This could not be loaded"
      m="lg"
      role="alert"
    >
      <Text mb="sm">{wordsOf(error)}</Text>
      <Group>
        <Button variant="default" onClick={retry}>
          Try again
        </Button>
      </Group>
    </Alert>
  );
}
