import { Button, Group, Progress, Text } from '@mantine/core';
import { IconPlayerPause } from '@tabler/icons-react';
import { jobStates } from '#terms/jobs/job-states.ts';
import type { Job } from '#terms/jobs/job.ts';
import { progressWords } from '#terms/jobs/progress-words.ts';
import { api } from '../client/connection.ts';
import { attempt } from '../client/error-words.ts';

/** What a running or waiting job does now, in a line. */
function jobLine(job: Job): string {
  if (job.state === 'queued') return 'Waits for the job before it';
  return job.phase === '' ? jobStates.running.sentence : `${job.phase}: ${progressWords(job)}`;
}

/** The progress of a job where it was started, with the way to stop it. */
export function JobProgress({ job, stop = 'Cancel' }: { job: Job; stop?: 'Cancel' | 'Pause' }) {
  const part = job.total === null ? 100 : (100 * job.done) / Math.max(1, job.total);
  return (
    <Group wrap="nowrap" gap="md">
      <div style={{ flex: 1, minWidth: 0 }}>
        <Text size="sm">{jobLine(job)}</Text>
        <Progress
          mt={4}
          value={part}
          animated={job.total === null || job.state === 'queued'}
          aria-label={`${job.title}, progress`}
        />
      </div>
      <Button
        variant="default"
        leftSection={stop === 'Pause' ? <IconPlayerPause size={16} /> : undefined}
        onClick={() =>
          void attempt('It could not be stopped', () => api.jobs.cancel({ jobId: job.id }))
        }
      >
        {stop}
      </Button>
    </Group>
  );
}
