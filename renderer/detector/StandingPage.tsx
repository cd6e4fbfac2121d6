import { Button, Group, Table, Text, Title } from '@mantine/core';
import { IconBox } from '@tabler/icons-react';
import type { Model } from '#terms/models/versions.ts';
import type { DetectorStanding } from '#terms/training/standing.ts';
import { useOverview } from '../client/queries.ts';
import { NextStep } from '../parts/NextStep.tsx';
import { count, counted } from '../parts/words.ts';
import { importFolder } from '../photos/import.ts';
import { goTo } from '../route.ts';
import { useInTraining } from '../versions/versions.ts';
import { detectorStep, FIRST_PHOTOS, type DetectorStep } from './detector-step.ts';
import { useDetector } from './detector-store.ts';
import { proposeOnFirst, reviewDetections } from './start-detection.ts';

function useFollow(training: Model | undefined) {
  const { show } = useDetector();
  return ({ does }: DetectorStep) => {
    switch (does) {
      case 'import':
        void importFolder();
        return;
      case 'propose':
        void proposeOnFirst(FIRST_PHOTOS);
        return;
      case 'draw':
        goTo('annotate');
        return;
      case 'review':
        void reviewDetections();
        return;
      case 'train':
        show({ what: 'train' });
        return;
      case 'watch':
        if (training !== undefined) show({ what: 'version', modelId: training.id });
        return;
      case 'detect':
        show({ what: 'detect' });
        return;
      case 'identify':
        goTo('identify');
        return;
      case 'look':
        goTo('individuals');
    }
  };
}

/** What there is to learn from, by class. */
function BoxesToLearn({ set }: { set: DetectorStanding }) {
  const { labels, photosWithBoxes, backgroundPhotos, newLabels, version, classes } = set;
  return (
    <section className="panel" aria-label="Boxes to learn from">
      <Group justify="space-between" mb="xs">
        <Title order={2}>Boxes to learn from</Title>
        <Button
          variant="default"
          leftSection={<IconBox size={16} />}
          onClick={() => goTo('annotate')}
        >
          {labels === 0 ? 'Draw boxes' : 'Draw more'}
        </Button>
      </Group>
      <Text>
        {counted(labels, 'box', 'boxes')} on {counted(photosWithBoxes, 'photo')}, and{' '}
        {counted(backgroundPhotos, 'checked photo')} without animals
        {version === null
          ? '.'
          : `; ${count(newLabels)} drawn or changed since detector v${version}.`}
      </Text>
      {classes.length > 0 && (
        <Table mt="sm" w="auto" aria-label="Boxes by class">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Class</Table.Th>
              <Table.Th ta="right">Boxes</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {classes.map(({ id, name, boxes: own }) => (
              <Table.Tr key={id}>
                <Table.Td>{name}</Table.Td>
                <Table.Td ta="right">{count(own)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </section>
  );
}

/** Where the detector stands: the step that brings it furthest, and what there is. */
export function StandingPage({ models, set }: { models: readonly Model[]; set: DetectorStanding }) {
  const { data: overview } = useOverview();
  const training = useInTraining(models);
  const follow = useFollow(training);
  if (overview === undefined) return null;
  const step = detectorStep({
    photos: overview.photos,
    unchecked: overview.uncheckedPhotos,
    proposals: overview.proposedBoxes,
    open: overview.openBoxes,
    set,
    training,
  });
  return (
    <div className="versions-page">
      <header>
        <Title order={1}>Detector</Title>
        <Text c="dimmed">
          The network that finds fins on photos. It proposes boxes; a person accepts, moves or
          rejects them, and nothing that a person drew is ever overwritten.
        </Text>
      </header>
      <NextStep step={step} follow={() => follow(step)} />
      <BoxesToLearn set={set} />
    </div>
  );
}
