import {
  Alert,
  Button,
  Group,
  NumberInput,
  SegmentedControl,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { normalisations } from '#terms/embedder/normalisations.ts';
import { api } from '../client/connection.ts';
import { wordsOf } from '../client/error-words.ts';
import { queryClient } from '../client/queries.ts';
import { pickFile } from '../dialogs/pick.ts';
import { useEmbedder } from './embedder-store.ts';

type Triple = [number, number, number];

/** Mean and deviation as numbers of 0 to 1, red, green, blue. */
function OwnScaling({
  mean,
  std,
  onChange,
}: {
  mean: Triple;
  std: Triple;
  onChange: (mean: Triple, std: Triple) => void;
}) {
  const field = (of: 'mean' | 'std', at: 0 | 1 | 2) => {
    const values = of === 'mean' ? mean : std;
    return (
      <NumberInput
        key={`${of} ${at}`}
        aria-label={`${of === 'mean' ? 'Mean' : 'Deviation'} of ${colours[at]}`}
        w={96}
        hideControls
        decimalScale={6}
        min={of === 'mean' ? -10 : 0.000001}
        max={10}
        value={values[at]}
        onChange={(value) => {
          const next: Triple = [...values];
          next[at] = typeof value === 'number' ? value : values[at];
          if (of === 'mean') onChange(next, std);
          else onChange(mean, next);
        }}
      />
    );
  };
  return (
    <Group mt={8} gap="sm">
      <Text size="sm">Mean</Text>
      {field('mean', 0)}
      {field('mean', 1)}
      {field('mean', 2)}
      <Text size="sm">Deviation</Text>
      {field('std', 0)}
      {field('std', 1)}
      {field('std', 2)}
    </Group>
  );
}

const colours = ['red', 'green', 'blue'] as const;

/** `model.onnx` as a name to begin with. */
const nameOf = (path: string) =>
  (path.split(/[\\/]/).at(-1) ?? '').replace(/\.onnx$/i, '').replaceAll(/[_-]+/g, ' ');

const triple = (values: readonly number[]) =>
  values.map((value) => Number(value.toFixed(4))).join(', ');

/** A network that others trained: what stands in no file is asked before it is used. */
export function ImportPage() {
  const { onnxFile, importFile, show } = useEmbedder();
  const [name, setName] = useState<string | null>(null);
  const [input, setInput] = useState<number | null>(null);
  const [scaling, setScaling] = useState<keyof typeof normalisations | 'own'>('imagenet');
  const [own, setOwn] = useState<{ mean: Triple; std: Triple }>({
    mean: [0, 0, 0],
    std: [1, 1, 1],
  });
  const chosen = scaling === 'own' ? own : normalisations[scaling];
  const shownName = name ?? (onnxFile === null ? '' : nameOf(onnxFile));
  const choose = async () => {
    const path = await pickFile('Choose an ONNX network', ['onnx']);
    if (path !== null) importFile(path);
  };
  const take = useMutation({
    mutationFn: () => {
      if (onnxFile === null || chosen === undefined) throw new Error('No file was chosen.');
      const { mean, std } = chosen;
      return api.embedder.importOnnx({
        path: onnxFile,
        name: shownName,
        input,
        mean: [...mean],
        std: [...std],
      });
    },
    onSuccess: async ({ id }) => {
      await queryClient.invalidateQueries({ queryKey: ['models'] });
      show({ what: 'version', modelId: id });
    },
  });
  return (
    <div className="versions-page">
      <header>
        <Title order={1}>Import an ONNX network</Title>
        <Text c="dimmed">
          Any network that takes one picture and gives one vector: exports of MiewID,
          MegaDescriptor, BioCLIP and others. Its vectors are kept apart from those of every other
          version.
        </Text>
      </header>
      <Group>
        <Button
          variant={onnxFile === null ? 'filled' : 'default'}
          leftSection={<IconFileImport size={16} />}
          onClick={() => void choose()}
        >
          Choose a file…
        </Button>
        <Text className="break" style={{ flex: 1 }}>
          {onnxFile ?? 'No file chosen.'}
        </Text>
      </Group>
      <TextInput
        label="Name"
        w={360}
        value={shownName}
        maxLength={200}
        onChange={({ currentTarget: { value } }) => setName(value)}
      />
      <NumberInput
        label="Side of its pictures"
        description="Only where the file leaves it open."
        w={360}
        suffix=" px"
        placeholder="as the file has it"
        min={16}
        max={2048}
        value={input ?? ''}
        onChange={(value) => setInput(typeof value === 'number' ? value : null)}
      />
      <div>
        <Text fw={500} mb={4}>
          How its pictures are scaled
        </Text>
        <SegmentedControl
          aria-label="How its pictures are scaled"
          value={scaling}
          onChange={(value) => setScaling(value as typeof scaling)}
          data={[
            ...Object.entries(normalisations).map(([value, { title }]) => ({
              value,
              label: title,
            })),
            { value: 'own', label: 'Other' },
          ]}
        />
        {scaling === 'own' && (
          <OwnScaling {...own} onChange={(mean, std) => setOwn({ mean, std })} />
        )}
        {chosen !== undefined && (
          <Text size="sm" c="dimmed" mt={4}>
            mean {triple(chosen.mean)} · deviation {triple(chosen.std)}, of 0 to 1. It stands in the
            network&apos;s own description, not in the file; with a wrong one it works, but badly.
          </Text>
        )}
      </div>
      {take.isError && (
        <Alert color="red" role="alert" title="It was not imported">
          {wordsOf(take.error)}
        </Alert>
      )}
      <Group>
        <Button
          size="md"
          disabled={onnxFile === null || shownName.trim() === ''}
          loading={take.isPending}
          onClick={() => take.mutate()}
        >
          Import it
        </Button>
        <Text size="sm" c="dimmed">
          Then judge it on your own encounters before you trust it.
        </Text>
      </Group>
    </div>
  );
}
