import { Button } from '@mantine/core';
import { IconStack2 } from '@tabler/icons-react';
import { EmptyState } from '../parts/EmptyState.tsx';
import { goTo } from '../route.ts';

export default function ModelsView() {
  return (
    <EmptyState
      icon={IconStack2}
      title="No networks yet"
      action={<Button onClick={() => goTo('photos')}>Look at the photos first</Button>}
    >
      Networks that you train or bring along stand here, each version with what it learned from and
      how well it does. This version does not do this step yet.
    </EmptyState>
  );
}
