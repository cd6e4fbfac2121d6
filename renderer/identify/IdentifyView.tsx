import { Button } from '@mantine/core';
import { IconBinoculars } from '@tabler/icons-react';
import { EmptyState } from '../parts/EmptyState.tsx';
import { goTo } from '../route.ts';

export default function IdentifyView() {
  return (
    <EmptyState
      icon={IconBinoculars}
      title="No fins to match yet"
      action={<Button onClick={() => goTo('photos')}>Look at the photos first</Button>}
    >
      When fins are boxed and an embedding network is trained, each fin stands here beside the
      animals that it may be. This version does not do this step yet.
    </EmptyState>
  );
}
