import { Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../client/connection.ts';
import { attempt, showDone } from '../client/error-words.ts';
import { queryClient } from '../client/queries.ts';
import { ago, bytes as bytesText } from '../parts/words.ts';

/** A catalogue that cannot be opened goes back to one of its backups. */
export function RestoreForm({
  folder,
  why,
  onDone,
}: {
  folder: string;
  why: string;
  onDone: () => void;
}) {
  const { data: backups } = useQuery({
    queryKey: ['backups', folder],
    queryFn: () => api.catalogue.backups({ folder }),
  });
  const [isBusy, setBusy] = useState(false);
  const restore = async (file: string) => {
    setBusy(true);
    await attempt('The backup could not be restored', async () => {
      await api.catalogue.restore({ file, folder });
      await queryClient.invalidateQueries();
      showDone(`Restored ${file}.`);
      onDone();
    });
    setBusy(false);
  };
  return (
    <Stack>
      <Text>{why}</Text>
      {backups?.length === 0 && <Text>There are no backups in this catalogue.</Text>}
      {backups !== undefined && backups.length > 0 && (
        <Text>
          Choose how far it goes back. What is there now is kept among the backups; photos are not
          touched.
        </Text>
      )}
      {backups?.map(({ file, bytes, madeAt }) => (
        <Group key={file} justify="space-between" wrap="nowrap">
          <Text size="sm">
            {ago(madeAt)} · {file.replace('.sqlite', '')} · {bytesText(bytes)}
          </Text>
          <Button
            variant="default"
            disabled={isBusy}
            aria-label={`Restore ${file}`}
            onClick={() => void restore(file)}
          >
            Restore
          </Button>
        </Group>
      ))}
    </Stack>
  );
}
