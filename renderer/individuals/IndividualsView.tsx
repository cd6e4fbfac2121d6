import { Button } from '@mantine/core';
import { IconId } from '@tabler/icons-react';
import { EmptyState } from '../parts/EmptyState.tsx';
import { goTo } from '../route.ts';

export default function IndividualsView() {
  return (
    <EmptyState
      icon={IconId}
      title="No individuals yet"
      action={<Button onClick={() => goTo('photos')}>Look at the photos first</Button>}
    >
      Every animal that you name has a page here, with its best photo of each side and everywhere it
      was seen. This version does not do this step yet.
    </EmptyState>
  );
}
