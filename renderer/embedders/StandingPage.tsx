import { Alert, Button, Group, Text, Title } from '@mantine/core';
import { IconVector } from '@tabler/icons-react';
import type { Model } from '#api/contract/index.ts';
import { api } from '../client/connection.ts';
import { attempt } from '../client/error-words.ts';
import { queryClient, useJobs, useOverview } from '../client/queries.ts';
import { count, counted } from '../parts/words.ts';
import { goTo } from '../route.ts';
import { isActive, JobProgress } from '../jobs/JobProgress.tsx';
import { embedderStep, type EmbedderStep } from './embedder-step.ts';
import { useEmbedder } from './embedder-store.ts';
import { useStanding } from './use-embedder.ts';

/** Vectors of all fins that lack one, by the version in use or another. */
export async function beginEmbedding(modelId: number | null): Promise<void> {
  await attempt('The vectors could not be begun', async () => {
    await api.embedder.embed({ modelId });
    await queryClient.invalidateQueries({ queryKey: ['jobs'] });
  });
}

function useFollow(training: Model | undefined) {
  const { show } = useEmbedder();
  return ({ does }: EmbedderStep) => {
    switch (does) {
      case 'box':
        goTo('detector');
        return;
      case 'watch':
        if (training !== undefined) show({ what: 'version', modelId: training.id });
        return;
      case 'embed':
        void beginEmbedding(null);
        return;
      case 'train':
        show({ what: 'train' });
        return;
      case 'identify':
        goTo('identify');
        return;
      case 'look':
        goTo('individuals');
    }
  };
}

/** Where the embedding network stands: the step that brings it furthest, and its vectors. */
export function StandingPage({ embedders }: { embedders: readonly Model[] }) {
  const { data: overview } = useOverview();
  const { data: standing } = useStanding();
  const { data: jobs } = useJobs();
  const activeOf = (kind: string) => jobs?.find((job) => job.kind === kind && isActive(job));
  const training = embedders.find(
    ({ state, jobId }) => state === 'training' && isActive(jobs?.find(({ id }) => id === jobId)),
  );
  const follow = useFollow(training);
  const embedding = activeOf('embed');
  const lastEmbed = jobs?.find(({ kind }) => kind === 'embed');
  if (overview === undefined || standing === undefined) return null;
  const step = embedderStep({
    boxes: overview.boxes,
    open: overview.openBoxes,
    standing,
    training,
  });
  const inUse = embedders.find(({ chosen }) => chosen);
  // Boxes of another class than the network's need no vector.
  const fins = overview.vectors + standing.withoutVector;
  return (
    <div className="versions-page">
      <header>
        <Title order={1}>Models</Title>
        <Text c="dimmed">
          The embedding network turns each fin into a vector; fins of one animal lie close together.
          It ranks who a fin may be. A person decides.
        </Text>
      </header>
      <section className="next-step" aria-label="Next best step">
        <div style={{ flex: 1 }}>
          <Title order={2} mb={4}>
            Next best step
          </Title>
          <Text size="lg">{step.words}</Text>
        </div>
        <Button size="md" onClick={() => follow(step)}>
          {step.button}
        </Button>
      </section>
      <section className="panel" aria-label="What it can learn from">
        <Title order={2} mb="xs">
          What it can learn from
        </Title>
        <Text>
          {counted(standing.labels, 'fin')} with a name, of{' '}
          {counted(standing.individuals, 'individual')}
          {inUse === undefined
            ? '.'
            : `; ${count(standing.newLabels)} named since ${inUse.name} was trained.`}
        </Text>
      </section>
      <section className="panel" aria-label="Vectors">
        <Group justify="space-between" mb="xs">
          <Title order={2}>Vectors</Title>
          {!isActive(embedding) && (
            <Button
              variant="default"
              leftSection={<IconVector size={16} />}
              disabled={standing.withoutVector === 0}
              onClick={() => void beginEmbedding(null)}
            >
              {inUse === undefined ? 'Make those of the starter' : 'Make the missing ones'}
            </Button>
          )}
        </Group>
        <Text mb={isActive(embedding) ? 'xs' : 0}>
          {count(overview.vectors)} of {counted(fins, 'fin')}{' '}
          {overview.vectors === 1 ? 'has' : 'have'} a vector
          {inUse === undefined ? '; no network is in use yet' : ` of ${inUse.name}`}.
        </Text>
        {isActive(embedding) && <JobProgress job={embedding} />}
        {lastEmbed?.state === 'done' && (
          <Text size="sm" c="dimmed">
            {lastEmbed.summary}
          </Text>
        )}
        {lastEmbed?.state === 'failed' && (
          <Alert color="red" role="alert" title="The last run failed">
            {lastEmbed.error?.message}
          </Alert>
        )}
      </section>
    </div>
  );
}
