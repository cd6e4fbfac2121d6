import { Alert, Button, Group, Text } from '@mantine/core';
import { IconGauge } from '@tabler/icons-react';
import type { Model } from '#api/contract/index.ts';
import { api } from '../client/connection.ts';
import { attempt } from '../client/error-words.ts';
import { queryClient, useJobs } from '../client/queries.ts';
import { FailedState } from '../parts/FailedState.tsx';
import { isActive, JobProgress } from '../jobs/JobProgress.tsx';
import { RecipeTable } from '../versions/RecipeTable.tsx';
import { RunPanel } from '../training/RunPanel.tsx';
import { VersionHead } from '../versions/VersionHead.tsx';
import { Compare } from './Compare.tsx';
import { Report } from './Report.tsx';
import { useEvaluation } from './use-detector.ts';

/** One version: how it was trained, how well it does, beside another, and what is written down of it. */
export function VersionPage({ model, models }: { model: Model; models: readonly Model[] }) {
  const evaluation = useEvaluation(model.id);
  const { data: jobs } = useJobs();
  const judging = jobs?.find((job) => job.kind === 'evaluate-detector' && isActive(job));
  const inUse = models.find(({ chosen }) => chosen);
  const isReady = model.state === 'ready';
  const judge = () =>
    void attempt('It could not be judged', async () => {
      // The starter was judged on nothing of this catalogue: the photos of the one in use are taken.
      const likeModelId =
        model.origin === 'starter' && inUse !== undefined && inUse.id !== model.id
          ? inUse.id
          : undefined;
      await api.detector.evaluate({ modelId: model.id, likeModelId });
      await queryClient.invalidateQueries({ queryKey: ['jobs'] });
    });
  return (
    <div className="versions-page">
      <VersionHead model={model} newer={inUse !== undefined && inUse.version > model.version} />
      <RunPanel model={model} resume={(modelId) => api.detector.resume({ modelId })} />
      {evaluation.isError && (
        <FailedState error={evaluation.error} retry={() => void evaluation.refetch()} />
      )}
      {isActive(judging) && <JobProgress job={judging} />}
      {evaluation.data === null && isReady && !isActive(judging) && (
        <Alert variant="default">
          <Group justify="space-between">
            <Text size="sm">This version has not been judged on photos of this catalogue.</Text>
            <Button leftSection={<IconGauge size={16} />} onClick={judge}>
              Judge it
            </Button>
          </Group>
        </Alert>
      )}
      {evaluation.data !== null && evaluation.data !== undefined && (
        <Report report={evaluation.data} key={evaluation.data.at} />
      )}
      <Compare model={model} models={models} />
      <section className="panel recipe-tables" aria-label="What is written down">
        <RecipeTable title="Recipe" values={model.recipe} />
        <RecipeTable title="What it saw" values={model.dataSeen} />
        <RecipeTable title="Figures" values={model.metrics} />
      </section>
    </div>
  );
}
