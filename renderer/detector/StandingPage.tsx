import { Button, Group, Table, Text, Title } from '@mantine/core';
import { IconBox } from '@tabler/icons-react';
import type { Model, TrainingSet } from '#api/contract/index.ts';
import { useJobs, useOverview } from '../client/queries.ts';
import { count, counted } from '../parts/words.ts';
import { importFolder } from '../photos/import.ts';
import { goTo } from '../route.ts';
import { isActive } from '../jobs/JobProgress.tsx';
import { useDetector } from './detector-store.ts';
import { detectorStep, FIRST_PHOTOS, type DetectorStep } from './detector-step.ts';
import { proposeOnFirst, reviewDetections } from './start-detection.ts';

/** The next best step and its button. */
function NextStep({ step, training }: { step: DetectorStep; training: Model | undefined }) {
  const { show } = useDetector();
  const follow = () => {
    switch (step.does) {
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
  return (
    <section className="next-step" aria-label="Next best step">
      <div style={{ flex: 1 }}>
        <Title order={2} mb={4}>
          Next best step
        </Title>
        <Text size="lg">{step.words}</Text>
      </div>
      <Button size="md" onClick={follow}>
        {step.button}
      </Button>
    </section>
  );
}

/** What there is to learn from, by class. */
function BoxesToLearn({ set }: { set: TrainingSet }) {
  const { boxes, photosWithBoxes, backgroundPhotos, boxesSinceTraining, detectorVersion, classes } =
    set;
  return (
    <section className="panel" aria-label="Boxes to learn from">
      <Group justify="space-between" mb="xs">
        <Title order={2}>Boxes to learn from</Title>
        <Button
          variant="default"
          leftSection={<IconBox size={16} />}
          onClick={() => goTo('annotate')}
        >
          {boxes === 0 ? 'Draw boxes' : 'Draw more'}
        </Button>
      </Group>
      <Text>
        {counted(boxes, 'box', 'boxes')} on {counted(photosWithBoxes, 'photo')}, and{' '}
        {counted(backgroundPhotos, 'checked photo')} without animals
        {detectorVersion === null
          ? '.'
          : `; ${count(boxesSinceTraining)} drawn or changed since detector v${detectorVersion}.`}
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
export function StandingPage({ models, set }: { models: readonly Model[]; set: TrainingSet }) {
  const { data: overview } = useOverview();
  const { data: jobs } = useJobs();
  const training = models.find(
    ({ state, jobId }) => state === 'training' && isActive(jobs?.find(({ id }) => id === jobId)),
  );
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
      <NextStep step={step} training={training} />
      <BoxesToLearn set={set} />
    </div>
  );
}
