import './jobs.css';
import { ActionIcon, Button, Group, Progress, Text, Tooltip } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconPlayerPlay,
  IconX,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { jobStates, type JobState } from '#terms/jobs/job-states.ts';
import type { Job } from '#terms/jobs/job.ts';
import { progressWords } from '#terms/jobs/progress-words.ts';
import { api } from '../client/connection.ts';
import { attempt } from '../client/error-words.ts';
import { ago } from '../parts/words.ts';

const marks: Record<JobState, { icon: typeof IconX; className?: string }> = {
  queued: { icon: IconCircleDashed },
  running: { icon: IconPlayerPlay },
  done: { icon: IconCircleCheck, className: 'done' },
  failed: { icon: IconAlertTriangle, className: 'error' },
  cancelled: { icon: IconCircleX },
};

function StateMark({ state }: { state: JobState }) {
  const { icon: Icon, className } = marks[state];
  return <Icon size={18} className={className} aria-label={jobStates[state].title} />;
}

function stateWords(job: Job): string {
  const { sentence } = jobStates[job.state];
  switch (job.state) {
    case 'queued':
    case 'cancelled':
      return sentence;
    case 'done':
      return `${job.summary ?? sentence}${job.finishedAt === null ? '' : ` · ${ago(job.finishedAt)}`}`;
    case 'failed':
      return job.error?.message ?? sentence;
    case 'running':
      return job.phase === '' ? sentence : `${job.phase}: ${progressWords(job)}`;
  }
}

/** One job in a line or two: what, how far, and what a person can do about it. */
export function JobRow({ job, children }: { job: Job; children?: ReactNode }) {
  const part = job.total === null ? 100 : (100 * job.done) / Math.max(1, job.total);
  return (
    <div className="job">
      <StateMark state={job.state} />
      <div>
        <Text fw={600}>{job.title}</Text>
        <Text
          size="sm"
          c={job.state === 'failed' ? undefined : 'dimmed'}
          className={job.state === 'failed' ? 'error' : undefined}
        >
          {stateWords(job)}
        </Text>
        {job.state === 'running' && (
          <Progress
            mt={4}
            value={part}
            animated={job.total === null}
            aria-label={`${job.title}, progress`}
          />
        )}
      </div>
      <Group gap="xs">
        {children}
        {job.retryable && (
          <Button
            size="compact-sm"
            variant="default"
            onClick={() =>
              void attempt('It could not be retried', () => api.jobs.retry({ jobId: job.id }))
            }
          >
            Retry
          </Button>
        )}
        {job.cancellable && (
          <Tooltip label="Cancel; what is done so far is kept">
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`Cancel ${job.title}`}
              onClick={() =>
                void attempt('It could not be cancelled', () => api.jobs.cancel({ jobId: job.id }))
              }
            >
              <IconX size={16} />
            </ActionIcon>
          </Tooltip>
        )}
      </Group>
    </div>
  );
}
