import { Button } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { EmptyState } from '../parts/EmptyState.tsx';
import { goTo } from '../route.ts';

export default function ExportView() {
  return (
    <EmptyState
      icon={IconUpload}
      title="Nothing to export yet"
      action={<Button onClick={() => goTo('photos')}>Look at the photos first</Button>}
    >
      Sightings go out as tables for capture–recapture programs, Darwin Core archives and more, once
      animals are identified. This version does not do this step yet.
    </EmptyState>
  );
}
