import { ActionIcon, Button, Group, Progress, Text, Tooltip } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay, IconX } from '@tabler/icons-react';
import type { WeightsDownload } from '#terms/weights.ts';
import { duration } from '#terms/words.ts';
import { api } from '../client/connection.ts';
import { attempt } from '../client/error-words.ts';
import { bytes } from '../parts/words.ts';

function stateWords({
  state,
  received,
  total,
  bytesPerSecond,
  secondsLeft,
  error,
}: WeightsDownload): string {
  const there = `${bytes(received)}${total === null ? '' : ` of ${bytes(total)}`}`;
  switch (state) {
    case 'running':
      return [
        there,
        bytesPerSecond === null ? '' : `${bytes(bytesPerSecond)} a second`,
        secondsLeft === null ? '' : `${duration(secondsLeft)} left`,
      ]
        .filter((part) => part !== '')
        .join(' · ');
    case 'checking':
      return 'All is there; its hash and the tensors in it are checked.';
    case 'paused':
      return `Paused; ${bytes(received)} are kept.`;
    case 'failed':
      return error?.message ?? 'It failed.';
  }
}

/** A file on its way: how far, whose licence, and the way to stop and go on. */
export function DownloadRow({ download }: { download: WeightsDownload }) {
  const { id, name, url, state, received, total, licence } = download;
  const runs = state === 'running' || state === 'checking';
  const goOn = () => void attempt('It could not go on', () => api.weights.resume({ id }));
  return (
    <div className="weights-row">
      <div style={{ flex: 1, minWidth: 0 }}>
        <Text fw={600} className="break">
          {name}
        </Text>
        <Text
          size="sm"
          c={state === 'failed' ? undefined : 'dimmed'}
          className={state === 'failed' ? 'error' : ''}
        >
          {stateWords(download)}
        </Text>
        <Text size="xs" c="dimmed" className="break">
          {url}
          {licence === null ? '' : ` · ${licence}`}
        </Text>
        {runs && (
          <Progress
            mt={4}
            value={total === null ? 100 : (100 * received) / Math.max(1, total)}
            animated={total === null || state === 'checking'}
            aria-label={`${name}, progress`}
          />
        )}
      </div>
      <Group gap="xs" wrap="nowrap">
        {state === 'running' && (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconPlayerPause size={14} />}
            onClick={() => void attempt('It could not be paused', () => api.weights.pause({ id }))}
          >
            Pause
          </Button>
        )}
        {!runs && (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconPlayerPlay size={14} />}
            onClick={goOn}
          >
            {state === 'failed' ? 'Try again' : 'Go on'}
          </Button>
        )}
        <Tooltip label="Stop it and throw away what is there">
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={`Throw away the download of ${name}`}
            onClick={() =>
              void attempt('It could not be thrown away', () => api.weights.discard({ id }))
            }
          >
            <IconX size={16} />
          </ActionIcon>
        </Tooltip>
      </Group>
    </div>
  );
}
