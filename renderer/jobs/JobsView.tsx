import { Button, Stack, Title } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../client/connection.ts';
import { useJobs } from '../client/queries.ts';
import { EmptyState } from '../parts/EmptyState.tsx';
import { FailedState } from '../parts/FailedState.tsx';
import { ImportList } from './ImportList.tsx';
import { JobRow } from './JobRow.tsx';

function JobLog({ jobId, live }: { jobId: number; live: boolean }) {
  const log = useQuery({
    queryKey: ['jobs', 'log', jobId],
    queryFn: () => api.jobs.log({ jobId }),
    refetchInterval: live ? 1500 : false,
  });
  return (
    <div className="job-log" role="log" aria-label={`Log of job ${jobId}`} tabIndex={0}>
      {log.data?.length === 0 && 'Nothing was written down.'}
      {log.data?.map(({ id, at, level, line }) => (
        <div key={id} className={level}>
          {new Date(at).toLocaleTimeString('en-GB')} {line}
        </div>
      ))}
    </div>
  );
}

export default function JobsView() {
  const jobs = useJobs();
  const [open, setOpen] = useState<number | null>(null);
  if (jobs.isError) return <FailedState error={jobs.error} retry={() => void jobs.refetch()} />;
  if (jobs.data?.length === 0) {
    return (
      <EmptyState icon={IconHistory} title="Nothing has run yet">
        Imports, training and other long work run as jobs. Each shows its progress here, can be
        cancelled, and says what it produced.
      </EmptyState>
    );
  }
  return (
    <Stack className="view" gap="md">
      <Title order={1}>Jobs</Title>
      <ImportList />
      {jobs.data?.map((job) => (
        <section key={job.id} className="panel" aria-label={job.title}>
          <JobRow job={job}>
            <Button
              size="compact-sm"
              variant="subtle"
              color="gray"
              aria-expanded={open === job.id}
              onClick={() => setOpen(open === job.id ? null : job.id)}
            >
              Log
            </Button>
          </JobRow>
          {open === job.id && <JobLog jobId={job.id} live={job.state === 'running'} />}
        </section>
      ))}
    </Stack>
  );
}
