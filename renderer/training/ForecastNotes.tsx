import { Alert, List, Text } from '@mantine/core';
import { IconAlertTriangle, IconHandStop } from '@tabler/icons-react';
import type { TrainingForecast } from '#terms/training/forecast.ts';
import { duration } from '#terms/words.ts';
import { bytes, count, counted } from '../parts/words.ts';

/** Decimal gigabytes with one digit: memory is guessed, not weighed. */
const gigabytes = (size: number) => (size < 1e8 ? bytes(size) : `${(size / 1e9).toFixed(1)} GB`);

/** What a preset would need here, in a line for its card. */
export function needsOf(forecast: TrainingForecast | undefined): string {
  if (forecast === undefined) return 'Weighing it…';
  const { memory, steps, seconds } = forecast;
  const parts = [
    seconds === null ? counted(steps, 'step') : `about ${duration(seconds)}`,
    `${gigabytes(memory.bytes)} memory${isTooMuch(memory) ? ', more than is free' : ''}`,
  ];
  return parts.join(' · ');
}

const isTooMuch = ({ bytes: needed, free, fittingBatch }: TrainingForecast['memory']) =>
  fittingBatch !== null || needed > free;

/** What a training would see, and what stands against it, before it begins. */
export function ForecastNotes({
  forecast: { obstacles, warnings, train, validation, memory, steps, seconds },
  of,
}: {
  forecast: TrainingForecast;
  /** Noun of what is learned from: `photo` or `crop`. */
  of: string;
}) {
  return (
    <div className="forecast">
      {train.boxes > 0 && (
        <Text>
          Learns from {counted(train.boxes, 'box', 'boxes')} on {counted(train.photos, of)}; judged
          on {counted(validation.boxes, 'box', 'boxes')} on {counted(validation.photos, of)} of
          other encounters. {count(steps)} steps
          {seconds === null
            ? '; how long one takes here is known after the first training'
            : `, about ${duration(seconds)} by the last training of this kind`}
          . It needs about {gigabytes(memory.bytes)} of memory ({gigabytes(memory.free)} are free).
        </Text>
      )}
      {train.boxes > 0 && isTooMuch(memory) && (
        <Alert
          variant="default"
          icon={<IconAlertTriangle className="warning" />}
          title="More memory than is free"
        >
          {memory.fittingBatch === null || memory.fittingBatch === 0
            ? 'Not even a batch of one fits. Choose a smaller preset, a smaller network or smaller pictures.'
            : `A batch of ${memory.fittingBatch} would fit; set it under "All options", or close other programs.`}
        </Alert>
      )}
      {obstacles.length > 0 && (
        <Alert
          variant="default"
          icon={<IconHandStop className="error" />}
          role="alert"
          title="It cannot begin yet"
        >
          <Sentences of={obstacles} />
        </Alert>
      )}
      {warnings.length > 0 && (
        <Alert
          variant="default"
          icon={<IconAlertTriangle className="warning" />}
          title="Worth knowing before"
        >
          <Sentences of={warnings} />
        </Alert>
      )}
    </div>
  );
}

function Sentences({ of }: { of: readonly string[] }) {
  if (of.length === 1) return <>{of[0]}</>;
  return (
    <List size="sm" spacing={2}>
      {of.map((sentence) => (
        <List.Item key={sentence}>{sentence}</List.Item>
      ))}
    </List>
  );
}
