import { Button, Group, Loader, Modal, NavLink, ScrollArea, Text, TextInput } from '@mantine/core';
import { IconArrowUp, IconDatabase, IconFolder } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../client/connection.ts';
import { wordsOf } from '../client/error-words.ts';
import type { PickRequest } from '../frame/dialogs.ts';
import { counted } from '../parts/words.ts';

/** Chooses a folder of this machine, in the browser shell, which has no dialog of the system's. */
export function FolderPicker({ request }: { request: PickRequest }) {
  const [path, setPath] = useState<string | undefined>(undefined);
  const [typed, setTyped] = useState<string | null>(null);
  const listing = useQuery({
    queryKey: ['folder', path],
    queryFn: () => api.shell.listFolder({ path }),
    placeholderData: keepPreviousData,
  });
  const here = listing.data;
  const isCatalogue = here?.isCatalogue === true;
  const ready = request.what === 'folder' ? here !== undefined : isCatalogue;
  const enter = (folder: string) => {
    setPath(folder);
    setTyped(null);
  };
  return (
    <Modal opened onClose={() => request.choose(null)} title={request.title} size="lg">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (typed !== null) enter(typed);
        }}
      >
        <TextInput
          label="Folder"
          value={typed ?? here?.path ?? ''}
          onChange={(event) => setTyped(event.currentTarget.value)}
          error={listing.isError ? wordsOf(listing.error) : undefined}
          rightSection={listing.isFetching ? <Loader size={14} /> : null}
          data-autofocus
        />
      </form>
      <ScrollArea h={320} my="md" type="auto">
        {here?.parent !== null && here !== undefined && (
          <NavLink
            component="button"
            leftSection={<IconArrowUp size={16} />}
            label="Up one folder"
            onClick={() => here.parent !== null && enter(here.parent)}
          />
        )}
        {here?.entries.map(({ name, path: entry, kind }) => (
          <NavLink
            key={entry}
            component="button"
            leftSection={
              kind === 'catalogue' ? <IconDatabase size={16} /> : <IconFolder size={16} />
            }
            label={name}
            onClick={() => {
              if (kind === 'catalogue' && request.what === 'catalogue') request.choose(entry);
              else enter(entry);
            }}
          />
        ))}
        {here !== undefined && here.entries.length === 0 && (
          <Text c="dimmed" p="sm">
            No folders in here.
          </Text>
        )}
      </ScrollArea>
      <Group justify="space-between">
        <Text size="sm" c="dimmed">
          {request.what === 'folder'
            ? here === undefined
              ? ''
              : `${counted(here.photos, 'photo')} directly in this folder; folders inside it are included`
            : 'Choose a folder that ends in .resight'}
        </Text>
        <Group>
          <Button variant="default" onClick={() => request.choose(null)}>
            Cancel
          </Button>
          <Button
            disabled={!ready || listing.isError}
            onClick={() => request.choose(here?.path ?? null)}
          >
            {request.what === 'folder' ? 'Use this folder' : 'Open'}
          </Button>
        </Group>
      </Group>
    </Modal>
  );
}
