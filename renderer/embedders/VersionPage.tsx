import { Alert, Button, CopyButton, Group, Text } from '@mantine/core';
import { IconGauge, IconVector } from '@tabler/icons-react';
import type { Model } from '#api/contract/index.ts';
import { api } from '../client/connection.ts';
import { attempt } from '../client/error-words.ts';
import { queryClient, useCatalogue, useJobs } from '../client/queries.ts';
import { FailedState } from '../parts/FailedState.tsx';
import { isActive, JobProgress } from '../jobs/JobProgress.tsx';
import { RecipeTable } from '../versions/RecipeTable.tsx';
import { RunPanel } from '../training/RunPanel.tsx';
import { VersionHead } from '../versions/VersionHead.tsx';
import { Compare } from './Compare.tsx';
import { Report } from './Report.tsx';
import { beginEmbedding } from './StandingPage.tsx';
import { useEvaluation } from './use-embedder.ts';

/** Where the same report lies as a page, for whoever has no Resight. */
function ReportFiles({ model }: { model: Model }) {
  const { data: catalogue } = useCatalogue();
  if (catalogue === undefined || catalogue === null) return null;
  const path = `${catalogue.folder}/models/embedder-${model.version}/evaluation.html`;
  return (
    <Group gap="sm" wrap="nowrap">
      <Text size="sm" c="dimmed" className="break">
        The same as a page of its own, and as JSON beside it: {path}
      </Text>
      <CopyButton value={path}>
        {({ copied, copy }) => (
          <Button size="compact-sm" variant="default" onClick={copy} style={{ flex: 'none' }}>
            {copied ? 'Copied' : 'Copy the path'}
          </Button>
        )}
      </CopyButton>
    </Group>
  );
}

/** One embedding network: its training, its report, beside another, and what is written down of it. */
export function VersionPage({ model, embedders }: { model: Model; embedders: readonly Model[] }) {
  const evaluation = useEvaluation(model.id);
  const { data: jobs } = useJobs();
  const activeOf = (kind: string) => jobs?.find((job) => job.kind === kind && isActive(job));
  const judging = activeOf('evaluate-embedder');
  const embedding = activeOf('embed');
  const inUse = embedders.find(({ chosen }) => chosen);
  const isReady = model.state === 'ready';
  const judge = () =>
    void attempt('It could not be judged', async () => {
      await api.embedder.evaluate({ modelId: model.id });
      await queryClient.invalidateQueries({ queryKey: ['jobs'] });
    });
  return (
    <div className="versions-page">
      <VersionHead model={model} newer={inUse !== undefined && inUse.version > model.version}>
        {isReady && !isActive(embedding) && (
          <Button
            variant="default"
            leftSection={<IconVector size={16} />}
            onClick={() => void beginEmbedding(model.id)}
          >
            Make its vectors
          </Button>
        )}
      </VersionHead>
      {isActive(embedding) && <JobProgress job={embedding} />}
      <RunPanel model={model} resume={(modelId) => api.embedder.resume({ modelId })} />
      {evaluation.isError && (
        <FailedState error={evaluation.error} retry={() => void evaluation.refetch()} />
      )}
      {isActive(judging) && <JobProgress job={judging} />}
      {evaluation.data === null && isReady && !isActive(judging) && (
        <Alert variant="default">
          <Group justify="space-between">
            <Text size="sm">This version has not been judged on encounters of this catalogue.</Text>
            <Button leftSection={<IconGauge size={16} />} onClick={judge}>
              Judge it
            </Button>
          </Group>
        </Alert>
      )}
      {evaluation.data !== null && evaluation.data !== undefined && (
        <>
          <Report report={evaluation.data} key={evaluation.data.at} />
          <ReportFiles model={model} />
        </>
      )}
      <Compare model={model} models={embedders} />
      <section className="panel recipe-tables" aria-label="What is written down">
        <RecipeTable title="Recipe" values={model.recipe} />
        <RecipeTable title="What it saw" values={model.dataSeen} />
        <RecipeTable title="Figures" values={model.metrics} />
      </section>
    </div>
  );
}
