import {
  ActionIcon,
  Badge,
  Button,
  Group,
  Menu,
  Modal,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import {
  IconArchive,
  IconCircleCheck,
  IconDots,
  IconPencil,
  IconUpload,
} from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import type { Model } from '#terms/models/versions.ts';
import { api } from '../client/connection.ts';
import { attempt, showDone } from '../client/error-words.ts';
import { DialogButtons } from '../parts/DialogButtons.tsx';
import { ago } from '../parts/words.ts';
import { exportVersion, putInUse, sawWords } from './versions.ts';

function Rename({ model, onDone }: { model: Model; onDone: () => void }) {
  const [name, setName] = useState(model.name);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void attempt('The name could not be stored', async () => {
          await api.models.rename({ modelId: model.id, name });
          onDone();
        });
      }}
    >
      <TextInput
        label="Name"
        value={name}
        maxLength={200}
        onChange={({ currentTarget: { value } }) => setName(value)}
        data-autofocus
      />
      <DialogButtons cancel={onDone} mt="md">
        <Button type="submit" disabled={name.trim() === ''}>
          Rename
        </Button>
      </DialogButtons>
    </form>
  );
}

function Retire({ model, onDone }: { model: Model; onDone: () => void }) {
  return (
    <Stack>
      <Text>
        {model.name} leaves the list. Its files stay in the catalogue, and so does everything that
        it did: boxes, vectors and the decisions made with them.
        {model.chosen && ' It is in use; until you choose another version, none is.'}
      </Text>
      <DialogButtons cancel={onDone} careful>
        <Button
          onClick={() =>
            void attempt('It could not be retired', async () => {
              await api.models.retire({ modelId: model.id });
              showDone(`${model.name} is retired.`);
              onDone();
            })
          }
        >
          Retire it
        </Button>
      </DialogButtons>
    </Stack>
  );
}

/** Name and standing of a version, and what can be done with it. */
export function VersionHead({
  model,
  newer,
  children,
}: {
  model: Model;
  /** Whether the one in use is a newer version: taking this one is a way back. */
  newer: boolean;
  /** Buttons of the kind's own. */
  children?: ReactNode;
}) {
  const [dialog, setDialog] = useState<'rename' | 'retire' | null>(null);
  const isReady = model.state === 'ready';
  return (
    <header className="version-head">
      <div style={{ flex: 1, minWidth: 0 }}>
        <Group gap="sm">
          <Title order={1} className="version-name">
            {model.name}
          </Title>
          {model.chosen && (
            <Badge variant="light" leftSection={<IconCircleCheck size={14} />}>
              in use
            </Badge>
          )}
        </Group>
        <Text c="dimmed">
          v{model.version} · {model.architecture} · {ago(model.createdAt)} · {sawWords(model)}
        </Text>
      </div>
      {children}
      {isReady && !model.chosen && (
        <Button onClick={() => void putInUse(model)}>
          {newer ? 'Go back to this version' : 'Use this version'}
        </Button>
      )}
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" size={32} aria-label={`More for ${model.name}`}>
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => setDialog('rename')}>
            Rename…
          </Menu.Item>
          <Menu.Item
            leftSection={<IconUpload size={16} />}
            disabled={!isReady}
            onClick={() => exportVersion(model)}
          >
            Export as ONNX…
          </Menu.Item>
          <Menu.Item
            leftSection={<IconArchive size={16} />}
            disabled={model.state === 'retired'}
            onClick={() => setDialog('retire')}
          >
            Retire…
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Modal
        opened={dialog !== null}
        onClose={() => setDialog(null)}
        title={dialog === 'rename' ? 'Rename a version' : `Retire ${model.name}`}
      >
        {dialog === 'rename' && <Rename model={model} onDone={() => setDialog(null)} />}
        {dialog === 'retire' && <Retire model={model} onDone={() => setDialog(null)} />}
      </Modal>
    </header>
  );
}
