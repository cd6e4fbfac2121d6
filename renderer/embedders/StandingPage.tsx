import { Alert, Button, Group, Text, Title } from '@mantine/core';
import { IconVector } from '@tabler/icons-react';
import type { Model } from '#terms/models/versions.ts';
import { useJobs, useOverview } from '../client/queries.ts';
import { useActiveJob } from '../jobs/active-job.ts';
import { JobProgress } from '../jobs/JobProgress.tsx';
import { NextStep } from '../parts/NextStep.tsx';
import { count, counted } from '../parts/words.ts';
import { goTo } from '../route.ts';
import { useInTraining } from '../versions/versions.ts';
import { embedderStep, type EmbedderStep } from './embedder-step.ts';
import { useEmbedder } from './embedder-store.ts';
import { makeVectors } from './make-vectors.ts';
import { useEmbedderStanding } from '../training/use-standing.ts';

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
        void makeVectors();
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
export function StandingPage({ models }: { models: readonly Model[] }) {
  const { data: overview } = useOverview();
  const { data: standing } = useEmbedderStanding(0);
  const { data: jobs } = useJobs();
  const training = useInTraining(models);
  const follow = useFollow(training);
  const embedding = useActiveJob('embed');
  const lastEmbed = jobs?.find(({ kind }) => kind === 'embed');
  if (overview === undefined || standing === undefined) return null;
  const step = embedderStep({
    boxes: overview.boxes,
    open: overview.openBoxes,
    standing,
    training,
  });
  const inUse = models.find(({ chosen }) => chosen);
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
      <NextStep step={step} follow={() => follow(step)} />
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
          {embedding === undefined && (
            <Button
              variant="default"
              leftSection={<IconVector size={16} />}
              disabled={standing.withoutVector === 0}
              onClick={() => void makeVectors()}
            >
              {inUse === undefined ? 'Make those of the starter' : 'Make the missing ones'}
            </Button>
          )}
        </Group>
        <Text mb={embedding === undefined ? 0 : 'xs'}>
          {count(overview.vectors)} of {counted(fins, 'fin')}{' '}
          {overview.vectors === 1 ? 'has' : 'have'} a vector
          {inUse === undefined ? '; no network is in use yet' : ` of ${inUse.name}`}.
        </Text>
        {embedding !== undefined && <JobProgress job={embedding} />}
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
