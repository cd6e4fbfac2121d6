import {
  Alert,
  Button,
  Group,
  NumberInput,
  Radio,
  Select,
  Slider,
  Stack,
  Switch,
  Text,
  Title,
} from '@mantine/core';
import { IconCircleCheck, IconTarget } from '@tabler/icons-react';
import { ownConfidence } from '#terms/detector/detecting.ts';
import type { Model } from '#terms/models/versions.ts';
import { attempt } from '../client/error-words.ts';
import { useJobs, useOverview } from '../client/queries.ts';
import { isActive, useActiveJob } from '../jobs/active-job.ts';
import { JobProgress } from '../jobs/JobProgress.tsx';
import { count, counted, percent } from '../parts/words.ts';
import { choiceOf } from '../versions/versions.ts';
import { useDetector } from './detector-store.ts';
import { firstUnchecked, reviewDetections, startDetection } from './start-detection.ts';
import { useEvaluation } from './use-detector.ts';

/** What a threshold means, from the version's own report. */
function ThresholdWords({ model, confidence }: { model: Model | undefined; confidence: number }) {
  const { data } = useEvaluation(model?.id ?? null);
  const [first] = data?.classes ?? [];
  const near = first?.curve.reduce((best, point) =>
    Math.abs(point.confidence - confidence) < Math.abs(best.confidence - confidence) ? point : best,
  );
  if (first === undefined || near === undefined)
    return (
      <Text size="sm" c="dimmed">
        Low finds more and is wrong more often; what is wrong costs one key in the review.
      </Text>
    );
  return (
    <Text size="sm" c="dimmed">
      At this confidence {percent(near.recall)} of the boxes of “{first.name}” were found and{' '}
      {percent(near.precision)} of the proposals were right (n = {count(first.boxes)} boxes kept for
      judging).
    </Text>
  );
}

/** Where the least confidence comes from while nobody chose one, and the way back there. */
function OwnConfidence({
  model,
  own,
  chosen,
}: {
  model: Model | undefined;
  own: number;
  chosen: number | undefined;
}) {
  const { setDetect } = useDetector();
  if (chosen !== undefined && chosen !== own)
    return (
      <Button
        variant="subtle"
        size="compact-sm"
        style={{ alignSelf: 'start' }}
        onClick={() => setDetect({ confidence: undefined })}
      >
        Back to {own.toFixed(2)}
      </Button>
    );
  if (typeof model?.metrics.confidence !== 'number') return null;
  return (
    <Text size="sm">
      {own.toFixed(2)} is where {model.name} had its best F1 when it was judged.
    </Text>
  );
}

/** Proposals over the catalogue: which photos, how sure, and then how it goes. */
export function DetectPage({ models }: { models: readonly Model[] }) {
  const { detect, which, some, detectJob, setDetect } = useDetector();
  const { data: overview } = useOverview();
  const { data: jobs } = useJobs();
  const ready = models.filter(({ state }) => state === 'ready');
  const inUse = ready.find(({ chosen }) => chosen);
  const model = ready.find(({ id }) => id === detect.modelId) ?? inUse;
  const own = ownConfidence(model?.metrics ?? {});
  const confidence = detect.confidence ?? own;
  const unchecked = overview?.uncheckedPhotos ?? 0;
  const all = overview?.photos ?? 0;
  const many = which === 'all' ? all : which === 'some' ? Math.min(some, unchecked) : unchecked;
  // Also one that was started elsewhere or before a reload.
  const running = useActiveJob('detect');
  const last = running ?? jobs?.find(({ id }) => id === detectJob);
  const begin = () =>
    attempt('The photos could not be listed', async () => {
      const photos = which === 'some' ? await firstUnchecked(some) : which;
      await startDetection({ ...detect, photos });
    });
  return (
    <div className="versions-page">
      <header>
        <Title order={1}>Detect on photos</Title>
        <Text c="dimmed">
          The detector looks at photos and proposes boxes with a confidence, for a person to check.
          Boxes that a person drew, accepted or rejected stay as they are.
        </Text>
      </header>
      <Select
        label="Version"
        w={360}
        allowDeselect={false}
        data={[
          {
            value: 'chosen',
            label:
              inUse === undefined ? 'The starter detector of the program' : `In use: ${inUse.name}`,
          },
          ...ready.filter(({ chosen }) => !chosen).map(choiceOf),
        ]}
        value={
          detect.modelId === undefined || detect.modelId === null ? 'chosen' : `${detect.modelId}`
        }
        onChange={(value) => setDetect({ modelId: value === 'chosen' ? null : Number(value) })}
      />
      <Radio.Group label="Photos" value={which} onChange={(value) => setDetect({ which: value })}>
        <Stack gap={6} mt={6}>
          <Radio value="unchecked" label={`All that nobody has checked (${count(unchecked)})`} />
          <Group gap="sm">
            <Radio value="some" label="The first of them, to see how it does:" />
            <NumberInput
              aria-label="How many photos"
              size="xs"
              w={90}
              min={1}
              max={100_000}
              allowDecimal={false}
              value={some}
              disabled={which !== 'some'}
              onChange={(value) => setDetect({ some: typeof value === 'number' ? value : 50 })}
            />
          </Group>
          <Radio value="all" label={`All photos, also checked ones (${count(all)})`} />
        </Stack>
      </Radio.Group>
      <div className="slider-field">
        <Text fw={500}>Least confidence: {confidence.toFixed(2)}</Text>
        <Slider
          thumbLabel="Least confidence"
          label={null}
          min={0.05}
          max={0.95}
          step={0.01}
          value={confidence}
          onChange={(value) => setDetect({ confidence: value })}
        />
        <OwnConfidence model={model} own={own} chosen={detect.confidence} />
        <ThresholdWords model={model} confidence={confidence} />
      </div>
      <Switch
        label="Also look at large photos in parts"
        description="Finds far, small fins that vanish when a large photo is made small. Several times slower on such photos."
        checked={detect.tiles ?? true}
        onChange={({ currentTarget: { checked } }) => setDetect({ tiles: checked })}
      />
      {isActive(last) ? (
        <JobProgress job={last} />
      ) : (
        <Group>
          <Button
            size="md"
            leftSection={<IconTarget size={18} />}
            disabled={many === 0}
            onClick={() => void begin()}
          >
            Detect on {counted(many, 'photo')}
          </Button>
          {many === 0 && (
            <Text size="sm" c="dimmed">
              {all === 0 ? 'There are no photos yet.' : 'Every photo is checked.'}
            </Text>
          )}
        </Group>
      )}
      {last?.state === 'done' && (
        <Alert
          variant="default"
          icon={<IconCircleCheck className="done" />}
          title="Done"
          role="status"
        >
          <Group justify="space-between">
            <Text size="sm">{last.summary}</Text>
            {(overview?.proposedBoxes ?? 0) > 0 && (
              <Button onClick={() => void reviewDetections()}>
                Review {counted(overview?.proposedBoxes ?? 0, 'detection')}
              </Button>
            )}
          </Group>
        </Alert>
      )}
      {last?.state === 'failed' && (
        <Alert color="red" title="It failed" role="alert">
          {last.error?.message}
        </Alert>
      )}
    </div>
  );
}
