import { Button } from '@mantine/core';
import { IconTarget } from '@tabler/icons-react';
import { EmptyState } from '../parts/EmptyState.tsx';
import { goTo } from '../route.ts';

export default function DetectorView() {
  return (
    <EmptyState
      icon={IconTarget}
      title="No detector has been trained"
      action={<Button onClick={() => goTo('photos')}>Look at the photos first</Button>}
    >
      The detector learns from the boxes you draw and finds fins on every photo. Draw boxes first.
      This version does not do this step yet.
    </EmptyState>
  );
}
