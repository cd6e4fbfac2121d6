import { Alert, Button, Group, Text } from '@mantine/core';
import { IconPhotoPlus } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { hasEnded } from '#terms/jobs/job-states.ts';
import { useJobs } from '../client/queries.ts';
import { counted } from '../parts/words.ts';
import { importPaths } from '../photos/import.ts';

/** Photos of a tree that are not in the catalogue: without them their rows are refused. */
export function UnknownPhotos({
  folder,
  unknown,
  imported,
}: {
  folder: string;
  unknown: number;
  imported: () => void;
}) {
  const { data: jobs = [] } = useJobs();
  const running = jobs.some((job) => job.kind === 'import-photos' && !hasEnded(job));
  const [begun, setBegun] = useState(false);
  useEffect(() => {
    if (begun && !running) imported();
    // `imported` is made anew at each rendering and means the same.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [begun, running]);
  return (
    <Alert color="yellow" icon={<IconPhotoPlus />}>
      <Group justify="space-between">
        <Text>
          {counted(unknown, 'photo')} of this folder {unknown === 1 ? 'is' : 'are'} not in the
          catalogue yet.
        </Text>
        <Button
          loading={running}
          onClick={() => {
            void importPaths([folder]).then(() => setBegun(true));
          }}
        >
          Import {unknown === 1 ? 'it' : 'them'} first
        </Button>
      </Group>
    </Alert>
  );
}
