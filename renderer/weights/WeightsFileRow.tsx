import {
  ActionIcon,
  Button,
  CopyButton,
  Group,
  SegmentedControl,
  Text,
  Tooltip,
  UnstyledButton,
} from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { vouchers, type WeightsFile } from '#terms/weights.ts';
import { backbones, weightsVariants, type WeightsVariant } from '#terms/embedder/backbones.ts';
import { api } from '../client/connection.ts';
import { attempt } from '../client/error-words.ts';
import { bytes } from '../parts/words.ts';

/** A file that is there: what it holds, its hash, and what to do with it. */
export function WeightsFileRow({
  file,
  train,
  bring,
}: {
  file: WeightsFile;
  /** Begins a training from it. */
  train: () => void;
  /** Takes it into the catalogue as a version. */
  bring: () => void;
}) {
  const {
    name,
    bytes: size,
    sha256,
    kind,
    network,
    variant,
    variants,
    licence,
    origin,
    hashFrom,
  } = file;
  return (
    <div className="weights-row">
      <div style={{ flex: 1, minWidth: 0 }}>
        <Text fw={600} className="break">
          {name}
        </Text>
        <Text size="sm">
          {network === null ? 'An ONNX network' : `${backbones[network].title}, all tensors there`}
          {variant === null || kind === 'onnx' ? '' : ` · ${weightsVariants[variant].title}`} ·{' '}
          {bytes(size)} · {licence ?? 'licence not known; ask where it comes from'}
        </Text>
        <Text size="xs" c="dimmed" className="break">
          SHA-256{' '}
          <CopyButton value={sha256}>
            {({ copied, copy }) => (
              <UnstyledButton
                className="hash"
                onClick={copy}
                aria-label={`Copy the SHA-256 of ${name}`}
              >
                {copied ? 'copied' : sha256}
              </UnstyledButton>
            )}
          </CopyButton>
          , {vouchers[hashFrom].title} · from {origin}
        </Text>
        {kind === 'backbone' && variant === null && (
          <Group gap="sm" mt={6}>
            <Text size="sm" className="warning">
              Its names fit two networks that differ in padding. Trained as:
            </Text>
            <SegmentedControl
              size="xs"
              aria-label={`Library of ${name}`}
              value=""
              data={variants.map((value) => ({ value, label: weightsVariants[value].title }))}
              onChange={(value) =>
                void attempt('It could not be stored', () =>
                  api.weights.setVariant({ name, variant: value as WeightsVariant }),
                )
              }
            />
          </Group>
        )}
      </div>
      <Group gap="xs" wrap="nowrap">
        {kind === 'backbone' && (
          <Button size="compact-sm" variant="default" disabled={variant === null} onClick={train}>
            Train from it
          </Button>
        )}
        <Button size="compact-sm" variant="default" onClick={bring}>
          Import as a network…
        </Button>
        <Tooltip label="Remove the file from the program's folder">
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={`Remove ${name}`}
            onClick={() =>
              void attempt('It could not be removed', () => api.weights.remove({ name }))
            }
          >
            <IconTrash size={16} />
          </ActionIcon>
        </Tooltip>
      </Group>
    </div>
  );
}
