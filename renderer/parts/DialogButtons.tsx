import { Button, Group } from '@mantine/core';
import type { ReactNode } from 'react';

/** The end of a dialog: the way out, and beside it what it is for. */
export function DialogButtons({
  cancel,
  careful = false,
  mt,
  children,
}: {
  cancel: () => void;
  /** Whether Enter leaves it: what the other button does is not taken back with a key. */
  careful?: boolean;
  mt?: string;
  children: ReactNode;
}) {
  return (
    <Group justify="flex-end" mt={mt}>
      <Button variant="default" onClick={cancel} data-autofocus={careful || undefined}>
        Cancel
      </Button>
      {children}
    </Group>
  );
}
