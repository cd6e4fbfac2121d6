import type { Model } from '#terms/models/versions.ts';
import type { BegunTraining } from '#terms/training/forecast.ts';
import './training.css';
import { Alert, Button, Group, Text } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useMemo } from 'react';
import { LineChart } from '../charts/LineChart.tsx';
import { queryClient } from '../client/queries.ts';
import { isActive } from '../jobs/active-job.ts';
import { beginJob } from '../jobs/begin-job.ts';
import { JobProgress } from '../jobs/JobProgress.tsx';
import { isPaused, useJobOf, usePoints } from '../versions/versions.ts';
import { chartsOf } from './curves.ts';

/** A training as it goes, or as it went: how far, its curves, and the way to stop it and to go on. */
export function RunPanel({
  model,
  resume,
}: {
  model: Model;
  resume: (modelId: number) => Promise<BegunTraining>;
}) {
  const job = useJobOf(model);
  const points = usePoints(model);
  const charts = useMemo(() => chartsOf(points.data ?? [], model.kind), [points.data, model.kind]);
  if (model.origin !== 'trained') return null;
  const goOn = () =>
    void beginJob('It could not go on', async () => {
      await resume(model.id);
      await queryClient.invalidateQueries({ queryKey: ['models'] });
    });
  return (
    <section className="panel run" aria-label="Training">
      {isActive(job) && <JobProgress job={job} stop="Pause" />}
      {isPaused(model, job) && (
        <Alert
          color={job?.state === 'failed' ? 'red' : 'gray'}
          title={job?.state === 'failed' ? 'It was cut off' : 'Paused'}
          role={job?.state === 'failed' ? 'alert' : 'status'}
        >
          <Group justify="space-between" wrap="nowrap">
            <Text size="sm">
              {job?.error?.message ?? 'What it had learned is kept in a checkpoint.'}
            </Text>
            <Button leftSection={<IconPlayerPlay size={16} />} onClick={goOn}>
              Go on from the checkpoint
            </Button>
          </Group>
        </Alert>
      )}
      {model.state === 'failed' && (
        <Alert color="red" role="alert" title="The training failed">
          {job?.error?.message ??
            'It stopped before its first checkpoint, so there is nothing to go on from. Train a new version.'}
        </Alert>
      )}
      {job?.state === 'done' && job.summary !== null && <Text>{job.summary}</Text>}
      {charts.length > 0 ? (
        <div className="charts">
          {charts.map((chart) => (
            <LineChart key={chart.title} chart={chart} />
          ))}
        </div>
      ) : (
        isActive(job) && (
          <Text size="sm" c="dimmed">
            The curves begin after the first steps; the first judgement comes after the first epoch.
          </Text>
        )
      )}
    </section>
  );
}
