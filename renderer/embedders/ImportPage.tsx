import {
  Alert,
  Button,
  Group,
  NumberInput,
  Select,
  SimpleGrid,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { weightsVariants, type WeightsVariant } from '#terms/embedder/backbones.ts';
import { cropFits, type CropFit } from '#terms/embedder/crops.ts';
import { importedInput } from '#terms/embedder/imported.ts';
import { embedderOptions } from '#terms/embedder/options.ts';
import { isTensorsOnly, weightsEndings } from '#terms/files/endings.ts';
import { idsOf } from '#terms/tables.ts';
import { api } from '../client/connection.ts';
import { wordsOf } from '../client/error-words.ts';
import { queryClient } from '../client/queries.ts';
import { pickFile } from '../dialogs/pick.ts';
import { useEmbedder } from './embedder-store.ts';
import { ScalingField, usualScaling } from './ScalingField.tsx';

/** `model.onnx` as a name to begin with. */
const nameOf = (path: string) =>
  (path.split(/[\\/]/).at(-1) ?? '')
    .replace(new RegExp(String.raw`\.(${weightsEndings.join('|')})$`, 'i'), '')
    .replaceAll(/[_-]+/g, ' ');

const choices = <Id extends string>(table: Readonly<Record<Id, { readonly title: string }>>) =>
  idsOf(table).map((value) => ({ value, label: table[value].title }));

/** A network that others trained: what stands in no file is asked before it is used. */
export function ImportPage() {
  const { networkFile, importFile, show } = useEmbedder();
  const [name, setName] = useState<string | null>(null);
  const [input, setInput] = useState<number | null>(null);
  const [variant, setVariant] = useState<WeightsVariant | null>(null);
  const [fit, setFit] = useState<CropFit | null>(null);
  const [boxMargin, setBoxMargin] = useState<number | null>(null);
  const [scaling, setScaling] = useState(usualScaling);
  const isWeights = networkFile !== null && isTensorsOnly(networkFile);
  const shownName = name ?? (networkFile === null ? '' : nameOf(networkFile));
  const choose = async () => {
    const path = await pickFile('Choose a network', weightsEndings);
    if (path !== null) importFile(path);
  };
  const take = useMutation({
    mutationFn: () => {
      if (networkFile === null) throw new Error('No file was chosen.');
      return api.embedder.importNetwork({
        path: networkFile,
        name: shownName,
        input,
        ...(fit === null ? {} : { fit }),
        ...(boxMargin === null ? {} : { boxMargin }),
        ...(isWeights ? (variant === null ? {} : { variant }) : { scaling }),
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
        <Title order={1}>Import a network</Title>
        <Text c="dimmed">
          Any ONNX network that takes one picture and gives one vector, such as exports of
          MegaDescriptor or BioCLIP; or weights as .safetensors, such as MiewID&apos;s, which can
          also be trained further here. Its vectors are kept apart from those of every other
          version.
        </Text>
      </header>
      <Group>
        <Button
          variant={networkFile === null ? 'filled' : 'default'}
          leftSection={<IconFileImport size={16} />}
          onClick={() => void choose()}
        >
          Choose a file…
        </Button>
        <Text className="break" style={{ flex: 1 }}>
          {networkFile ?? 'No file chosen.'}
        </Text>
      </Group>
      <TextInput
        label="Name"
        w={360}
        value={shownName}
        maxLength={200}
        onChange={({ currentTarget: { value } }) => setName(value)}
      />
      <SimpleGrid cols={{ base: 1, sm: 3 }} maw={960}>
        <NumberInput
          label="Side of its pictures"
          suffix=" px"
          placeholder={isWeights ? 'as is usual for it' : 'as the file has it'}
          min={importedInput.least}
          max={importedInput.most}
          value={input ?? ''}
          onChange={(value) => setInput(typeof value === 'number' ? value : null)}
        />
        <Select
          label={embedderOptions.fit.title}
          placeholder="as is usual for it"
          clearable
          data={choices(cropFits)}
          value={fit}
          onChange={setFit}
        />
        <NumberInput
          label={embedderOptions.boxMargin.title}
          suffix=" %"
          placeholder="as is usual for it"
          min={100 * embedderOptions.boxMargin.least}
          max={100 * embedderOptions.boxMargin.most}
          allowDecimal={false}
          value={boxMargin === null ? '' : Math.round(100 * boxMargin)}
          onChange={(value) => setBoxMargin(typeof value === 'number' ? value / 100 : null)}
        />
        {isWeights && (
          <Select
            label="Library"
            placeholder="as the file has it"
            clearable
            data={choices(weightsVariants)}
            value={variant}
            onChange={setVariant}
          />
        )}
      </SimpleGrid>
      {!isWeights && <ScalingField value={scaling} change={setScaling} />}
      {take.isError && (
        <Alert color="red" role="alert" title="It was not imported">
          {wordsOf(take.error)}
        </Alert>
      )}
      <Group>
        <Button
          size="md"
          disabled={networkFile === null || shownName.trim() === ''}
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
