import { Button, Group, Loader, Modal, NavLink, ScrollArea, Text, TextInput } from '@mantine/core';
import { IconArrowUp, IconDatabase, IconFileText, IconFolder } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { catalogueEnding, dotted } from '#terms/files/endings.ts';
import { api } from '../client/connection.ts';
import { wordsOf } from '../client/error-words.ts';
import { counted } from '../parts/words.ts';
import type { PickRequest } from './pick.ts';

/** Chooses a folder of this machine, in the browser shell, which has no dialog of the system's. */
export function FolderPicker({ request }: { request: PickRequest }) {
  const [path, setPath] = useState<string | undefined>(undefined);
  const [typed, setTyped] = useState<string | null>(null);
  const listing = useQuery({
    queryKey: ['folder', path, request.endings],
    queryFn: () => api.shell.listFolder({ path, showFiles: [...(request.endings ?? [])] }),
    placeholderData: keepPreviousData,
  });
  const here = listing.data;
  const isCatalogue = here?.isCatalogue === true;
  const isFile = (name: string) =>
    request.endings?.some((ending) => name.toLowerCase().endsWith(`.${ending}`)) === true;
  const [file, setFile] = useState<string | null>(null);
  // Until the folder that was asked for has answered, the one before is on the screen and not for choosing.
  const isHere = here !== undefined && !listing.isPlaceholderData && !listing.isError;
  const ready =
    request.what === 'folder'
      ? isHere
      : request.what === 'file'
        ? file !== null
        : isCatalogue && isHere;
  const typedFile = request.what === 'file' && typed !== null && isFile(typed);
  const enter = (folder: string) => {
    setPath(folder);
    setTyped(null);
    setFile(null);
  };
  /** Goes where the typed words say; a file is chosen at once. */
  const followTyped = () => {
    if (typed === null) return;
    if (typedFile) request.choose(typed);
    else enter(typed);
  };
  return (
    <Modal opened onClose={() => request.choose(null)} title={request.title} size="lg">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          followTyped();
        }}
      >
        <TextInput
          label={request.what === 'file' ? 'Folder or file' : 'Folder'}
          // What stands here changes by the person's hand alone, never by an answer that comes while they type.
          value={typed ?? file ?? path ?? ''}
          placeholder={here?.path}
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
              kind === 'catalogue' ? (
                <IconDatabase size={16} />
              ) : kind === 'file' ? (
                <IconFileText size={16} />
              ) : (
                <IconFolder size={16} />
              )
            }
            label={name}
            active={entry === file}
            onDoubleClick={() => {
              if (kind === 'file') request.choose(entry);
            }}
            onClick={() => {
              if (kind === 'file') {
                setFile(entry);
                setTyped(null);
                return;
              }
              if (kind === 'catalogue' && request.what === 'catalogue') request.choose(entry);
              else enter(entry);
            }}
          />
        ))}
        {here !== undefined && here.entries.length === 0 && (
          <Text c="dimmed" p="sm">
            {request.what === 'file' ? 'No such files or folders in here.' : 'No folders in here.'}
          </Text>
        )}
      </ScrollArea>
      <Group justify="space-between">
        <Text size="sm" c="dimmed">
          {request.what === 'folder'
            ? here === undefined
              ? ''
              : `${counted(here.photos, 'photo')} directly in this folder; folders inside it are included`
            : request.what === 'file'
              ? `Choose a file that ends in ${dotted(request.endings ?? [], ' or ')}`
              : `Choose a folder that ends in ${catalogueEnding}`}
        </Text>
        <Group>
          <Button variant="default" onClick={() => request.choose(null)}>
            Cancel
          </Button>
          {typed !== null && !typedFile ? (
            // What was typed is looked at before it can be used.
            <Button disabled={typed.trim() === ''} onClick={followTyped}>
              Go to this folder
            </Button>
          ) : (
            <Button
              disabled={!ready && !typedFile}
              onClick={() =>
                request.choose(
                  typedFile ? typed : request.what === 'file' ? file : (here?.path ?? null),
                )
              }
            >
              {request.what === 'folder'
                ? 'Use this folder'
                : request.what === 'file'
                  ? 'Use this file'
                  : 'Open'}
            </Button>
          )}
        </Group>
      </Group>
    </Modal>
  );
}
