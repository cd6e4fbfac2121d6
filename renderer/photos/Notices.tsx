import { Alert, Button, Group, Modal, Table, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../client/connection.ts';
import { attempt, showDone } from '../client/error-words.ts';
import { useOverview } from '../client/queries.ts';
import { pickFolder } from '../dialogs/pick.ts';
import { counted } from '../parts/words.ts';
import { CutOutsQuestion } from './CutOutsQuestion.tsx';

function UnreadableList() {
  const files = useQuery({
    queryKey: ['photos', 'unreadable'],
    queryFn: () => api.photos.unreadable(),
  });
  return (
    <Table>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>File</Table.Th>
          <Table.Th>Why</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {files.data?.map(({ path, reason }) => (
          <Table.Tr key={path}>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>{path}</Table.Td>
            <Table.Td>{reason}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** Files that could not be read and photos that are gone, with the way out. */
export function Notices() {
  const { data: overview } = useOverview();
  const [listing, setListing] = useState(false);
  const unreadable = overview?.unreadableFiles ?? 0;
  const missing = overview?.missingPhotos ?? 0;
  const relink = async () => {
    const folder = await pickFolder('Where are the photos now?');
    if (folder === null) return;
    await attempt('The photos could not be looked for', async () => {
      const { found, stillMissing, unreadable } = await api.photos.relink({ folder });
      const unread =
        unreadable.length === 0 ? '' : ` Could not be read: ${unreadable.slice(0, 5).join(', ')}.`;
      showDone(`${counted(found, 'photo')} found again, ${stillMissing} still missing.${unread}`);
    });
  };
  return (
    <>
      <CutOutsQuestion />
      {missing > 0 && (
        <Alert icon={<IconAlertTriangle />} color="yellow" py="xs" radius={0}>
          <Group justify="space-between">
            <Text>
              {counted(missing, 'photo')} cannot be found. Was a folder moved, a disk unplugged, or
              a file overwritten?
            </Text>
            <Button size="compact-sm" variant="default" onClick={() => void relink()}>
              Find them in another folder
            </Button>
          </Group>
        </Alert>
      )}
      {unreadable > 0 && (
        <Alert icon={<IconAlertTriangle />} color="yellow" py="xs" radius={0}>
          <Group justify="space-between">
            <Text>
              {counted(unreadable, 'file')} could not be read and {unreadable === 1 ? 'is' : 'are'}{' '}
              not among the photos.
            </Text>
            <Button size="compact-sm" variant="default" onClick={() => setListing(true)}>
              Show which
            </Button>
          </Group>
        </Alert>
      )}
      <Modal
        opened={listing}
        onClose={() => setListing(false)}
        title="Files that could not be read"
        size="xl"
      >
        <UnreadableList />
      </Modal>
    </>
  );
}
