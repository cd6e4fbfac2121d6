import {
  Button,
  Group,
  Modal,
  NumberInput,
  SegmentedControl,
  Slider,
  Stack,
  Table,
  Text,
  TextInput,
  Title,
  useMantineColorScheme,
} from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { encounterGap } from '#terms/photos/encounters.ts';
import { gridThumb } from '#terms/settings.ts';
import { backUp } from '../catalogue/back-up.ts';
import { api } from '../client/connection.ts';
import { attempt, showDone } from '../client/error-words.ts';
import {
  queryClient,
  useCatalogue,
  useReviewers,
  useSettings,
  useShellInfo,
} from '../client/queries.ts';
import { DialogButtons } from '../parts/DialogButtons.tsx';
import { ago, bytes } from '../parts/words.ts';
import { useReviewerId } from '../client/seat.ts';
import { askReviewer } from '../reviewer/ask-reviewer.ts';

const set = (values: Parameters<typeof api.settings.set>[0]) =>
  void attempt('The setting could not be stored', () => api.settings.set(values));

function CatalogueName({ name }: { name: string }) {
  const [draft, setDraft] = useState(name);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void attempt('The name could not be stored', async () => {
          await api.catalogue.rename({ name: draft });
          showDone('Renamed. The folder keeps its name.');
        });
      }}
    >
      <Group align="flex-end">
        <TextInput
          label="Name"
          w={320}
          value={draft}
          onChange={(event) => setDraft(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" disabled={draft.trim() === '' || draft === name}>
          Rename
        </Button>
      </Group>
    </form>
  );
}

type Backup = Awaited<ReturnType<typeof api.catalogue.backups>>[number];

function RestoreBackup({ backup, onDone }: { backup: Backup; onDone: () => void }) {
  return (
    <Stack>
      <Text>
        The catalogue goes back to how it stood {ago(backup.madeAt)}. What it is now is kept among
        the backups, so this can be undone by restoring that. Photos are not touched.
      </Text>
      <DialogButtons cancel={onDone} careful>
        <Button
          onClick={() =>
            void attempt('The backup could not be restored', async () => {
              await api.catalogue.restore({ file: backup.file });
              await queryClient.invalidateQueries();
              showDone(`Restored ${backup.file}.`);
              onDone();
            })
          }
        >
          Restore
        </Button>
      </DialogButtons>
    </Stack>
  );
}

export default function SettingsView() {
  const { data: settings } = useSettings();
  const { data: catalogue } = useCatalogue();
  const { data: reviewers = [] } = useReviewers();
  const { data: shell } = useShellInfo();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const backups = useQuery({ queryKey: ['backups'], queryFn: () => api.catalogue.backups() });
  const [restoring, setRestoring] = useState<Backup | null>(null);
  const current = useReviewerId();
  const reviewer = reviewers.find(({ id }) => id === current);
  return (
    <Stack className="view" gap="lg" maw={860}>
      <Title order={1}>Settings</Title>
      <section className="panel">
        <Title order={2} mb="sm">
          Screen
        </Title>
        <Stack>
          <div>
            <Text id="theme-label" mb={4}>
              Theme
            </Text>
            <SegmentedControl
              aria-labelledby="theme-label"
              value={colorScheme}
              onChange={(value) => setColorScheme(value)}
              data={[
                { value: 'dark', label: 'Dark' },
                { value: 'light', label: 'Light' },
                { value: 'auto', label: 'As the system' },
              ]}
            />
          </div>
          <div>
            <Text mb={4}>Size of the photos in the grid</Text>
            <Slider
              key={settings?.gridThumbSize}
              maw={320}
              min={gridThumb.least}
              max={gridThumb.most}
              step={16}
              thumbLabel="Size of the photos in the grid"
              defaultValue={settings?.gridThumbSize ?? gridThumb.usual}
              onChangeEnd={(value) => set({ gridThumbSize: value })}
            />
          </div>
        </Stack>
      </section>
      <section className="panel">
        <Title order={2} mb="sm">
          Work
        </Title>
        <Stack>
          <Group>
            <Text>Reviewer: {reviewer?.name ?? 'nobody yet'}</Text>
            <Button variant="default" size="compact-sm" onClick={() => askReviewer()}>
              Change
            </Button>
          </Group>
          <NumberInput
            key={settings?.encounterGapMinutes}
            label="A pause longer than this begins a new encounter"
            description="For photos that come in from now on. Photos are also parted by folder."
            suffix=" min"
            w={320}
            min={encounterGap.least}
            max={encounterGap.most}
            defaultValue={settings?.encounterGapMinutes ?? encounterGap.usual}
            onBlur={(event) => {
              const minutes = Number.parseInt(event.currentTarget.value, 10);
              if (minutes >= encounterGap.least && minutes !== settings?.encounterGapMinutes)
                set({ encounterGapMinutes: minutes });
            }}
          />
        </Stack>
      </section>
      <section className="panel">
        <Title order={2} mb="sm">
          Catalogue
        </Title>
        <Stack>
          {catalogue !== null && catalogue !== undefined && (
            <CatalogueName key={catalogue.name} name={catalogue.name} />
          )}
          <Text c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {catalogue?.folder}
          </Text>
          <Group justify="space-between">
            <Title order={3}>Backups</Title>
            <Button variant="default" onClick={() => void backUp()}>
              Back up now
            </Button>
          </Group>
          {backups.data?.length === 0 ? (
            <Text c="dimmed">
              None yet. One is made by itself before the catalogue's form ever changes.
            </Text>
          ) : (
            <Table>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>File in the backups folder</Table.Th>
                  <Table.Th>Size</Table.Th>
                  <Table.Th>Made</Table.Th>
                  <Table.Th />
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {backups.data?.map((backup) => (
                  <Table.Tr key={backup.file}>
                    <Table.Td>{backup.file}</Table.Td>
                    <Table.Td>{bytes(backup.bytes)}</Table.Td>
                    <Table.Td>{ago(backup.madeAt)}</Table.Td>
                    <Table.Td ta="right">
                      <Button
                        variant="default"
                        size="compact-sm"
                        aria-label={`Restore ${backup.file}`}
                        onClick={() => setRestoring(backup)}
                      >
                        Restore…
                      </Button>
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          )}
        </Stack>
      </section>
      <Modal
        opened={restoring !== null}
        onClose={() => setRestoring(null)}
        title="Restore a backup"
      >
        {restoring !== null && (
          <RestoreBackup backup={restoring} onDone={() => setRestoring(null)} />
        )}
      </Modal>
      <Text size="sm" c="dimmed">
        Resight {shell?.version} · {shell?.shell === 'electron' ? 'desktop' : 'browser'} on{' '}
        {shell?.platform}
      </Text>
    </Stack>
  );
}
