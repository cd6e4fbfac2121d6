import { Button, Group } from '@mantine/core';
import { IconId } from '@tabler/icons-react';
import { useDialogs } from '../frame/dialogs.ts';
import { EmptyState } from '../parts/EmptyState.tsx';
import { goTo } from '../route.ts';

export default function IndividualsView() {
  return (
    <EmptyState
      icon={IconId}
      title="No individuals yet"
      action={
        <Group>
          <Button onClick={() => goTo('photos')}>Look at the photos first</Button>
          <Button variant="default" onClick={() => useDialogs.getState().open('import-catalogue')}>
            Import individuals
          </Button>
        </Group>
      }
    >
      Every animal that you name has a page here, with its best photo of each side and everywhere it
      was seen. This version does not do this step yet.
    </EmptyState>
  );
}
