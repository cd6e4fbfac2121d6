import { Button } from '@mantine/core';
import { IconBox } from '@tabler/icons-react';
import { EmptyState } from '../parts/EmptyState.tsx';
import { goTo } from '../route.ts';

export default function AnnotateView() {
  return (
    <EmptyState
      icon={IconBox}
      title="Boxes round fins come next"
      action={<Button onClick={() => goTo('photos')}>Look at the photos first</Button>}
    >
      Draw a box round each dorsal fin. A few dozen photos are enough to train the detector, which
      then finds the fins on all the others. This version does not do this step yet.
    </EmptyState>
  );
}
