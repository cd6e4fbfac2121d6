import './weights.css';
import { Alert, Button, Code, Group, Text, TextInput, Title } from '@mantine/core';
import { IconDownload, IconFileImport } from '@tabler/icons-react';
import { useState } from 'react';
import { backbones } from '#terms/embedder/backbones.ts';
import { pickleEndings, weightsEndings } from '#terms/files/endings.ts';
import { api } from '../client/connection.ts';
import { attempt, showDone } from '../client/error-words.ts';
import { pickFile } from '../dialogs/pick.ts';
import { useEmbedder } from '../embedders/embedder-store.ts';
import { useWeights } from '../embedders/use-embedder.ts';
import { FailedState } from '../parts/FailedState.tsx';
import { DownloadRow } from './DownloadRow.tsx';
import { SourceTable } from './SourceTable.tsx';
import { WeightsFileRow } from './WeightsFileRow.tsx';

async function importFromDisk(): Promise<void> {
  const path = await pickFile('Choose a file of weights', [...weightsEndings, ...pickleEndings]);
  if (path === null) return;
  await attempt('The file was not taken', async () => {
    const { name, network } = await api.weights.importFile({ path });
    showDone(
      network === null
        ? `${name} is there; import it as a network next.`
        : `${name} holds ${backbones[network].title}, complete.`,
    );
  });
}

/** Any other address, with the hash that it should have if that is known. */
function FromAddress() {
  const [url, setUrl] = useState('');
  const [hash, setHash] = useState('');
  const fetchIt = () =>
    attempt('The download could not begin', async () => {
      await api.weights.download({ url, sha256: hash.trim() === '' ? null : hash });
      setUrl('');
      setHash('');
    });
  return (
    <form
      className="weights-address"
      onSubmit={(event) => {
        event.preventDefault();
        void fetchIt();
      }}
    >
      <TextInput
        label="Another address"
        placeholder="https://…/model.safetensors or .onnx"
        value={url}
        onChange={({ currentTarget: { value } }) => setUrl(value)}
      />
      <TextInput
        label="Its SHA-256, if you know it"
        placeholder="64 hexadecimal digits"
        value={hash}
        onChange={({ currentTarget: { value } }) => setHash(value)}
      />
      <Button
        type="submit"
        variant="default"
        leftSection={<IconDownload size={16} />}
        disabled={url.trim() === ''}
      >
        Fetch
      </Button>
    </form>
  );
}

/** Starting weights: what is there, what is on its way, what is published, and the way from disk. */
export function WeightsPage() {
  const weights = useWeights();
  const { setRecipe, show, importFile } = useEmbedder();
  if (weights.isError)
    return <FailedState error={weights.error} retry={() => void weights.refetch()} />;
  if (weights.data === undefined) return null;
  const { files, downloads, sources, folder } = weights.data;
  return (
    <div className="versions-page">
      <header>
        <Title order={1}>Starting weights</Title>
        <Text c="dimmed">
          A network that has seen millions of other pictures learns fins from fewer. None of these
          comes with the program: bring a file, or fetch one. Nothing is fetched unless you press
          its button, and nothing of yours is sent.
        </Text>
      </header>
      <section className="panel" aria-label="On this machine">
        <Group justify="space-between" mb="xs">
          <Title order={2}>On this machine</Title>
          <Button
            variant="default"
            leftSection={<IconFileImport size={16} />}
            onClick={() => void importFromDisk()}
          >
            Bring a file from disk…
          </Button>
        </Group>
        {files.length === 0 && downloads.length === 0 && (
          <Text c="dimmed">
            None yet. On a machine without a network, fetch a file elsewhere, carry it over, and
            bring it from disk. Weights of a backbone as .safetensors, or any embedding network as
            .onnx.
          </Text>
        )}
        {downloads.map((download) => (
          <DownloadRow key={download.id} download={download} />
        ))}
        {files.map((file) => (
          <WeightsFileRow
            key={file.name}
            file={file}
            train={() => {
              setRecipe({
                from: { weightsFile: file.path, variant: file.variant ?? undefined },
                backbone: file.network ?? undefined,
              });
              show({ what: 'train' });
            }}
            bring={() => importFile(file.path)}
          />
        ))}
        {files.length > 0 && (
          <Text size="xs" c="dimmed" mt="xs">
            Kept in <Code>{folder}</Code>, for all catalogues.
          </Text>
        )}
      </section>
      <section className="panel" aria-label="Published weights">
        <Title order={2} mb={4}>
          Published weights
        </Title>
        <SourceTable sources={sources} files={files} downloads={downloads} />
        <FromAddress />
      </section>
      <Alert variant="default" title="PyTorch files (.pt, .pth, .bin) are refused">
        <Text size="sm">
          They are pickled: opening one runs whatever is in it. Where PyTorch is installed, a line
          makes a safe file of one:
        </Text>
        <Code block mt="xs" className="convert">
          python -c "import torchvision, safetensors.torch as s;
          s.save_file(torchvision.models.efficientnet_b0(weights='DEFAULT').state_dict(),
          'efficientnet_b0.safetensors')"
        </Code>
      </Alert>
    </div>
  );
}
