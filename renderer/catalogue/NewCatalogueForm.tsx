import { Button, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { catalogueEnding } from '#terms/files/endings.ts';
import { api } from '../client/connection.ts';
import { wordsOf } from '../client/error-words.ts';
import { pickFolder } from '../dialogs/pick.ts';
import { DialogButtons } from '../parts/DialogButtons.tsx';

/** A name and a place; the folder is made of both. */
export function NewCatalogueForm({ onDone }: { onDone: () => void }) {
  const home = useQuery({ queryKey: ['home'], queryFn: () => api.shell.listFolder({}) });
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const parent = chosen ?? home.data?.path ?? '';
  const create = async () => {
    try {
      await api.catalogue.create({ parent, name });
      onDone();
    } catch (error) {
      setProblem(wordsOf(error));
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void create();
      }}
    >
      <Stack>
        <TextInput
          label="Name"
          placeholder="Moray Firth 2026"
          value={name}
          onChange={(event) => {
            setName(event.currentTarget.value);
            setProblem(null);
          }}
          error={problem}
          data-autofocus
        />
        <TextInput
          label="In the folder"
          value={parent}
          onChange={(event) => setChosen(event.currentTarget.value)}
          rightSectionWidth={84}
          rightSection={
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => {
                void pickFolder('Where shall the catalogue stand?').then((folder) => {
                  if (folder !== null) setChosen(folder);
                });
              }}
            >
              Choose
            </Button>
          }
        />
        <Text size="sm" c="dimmed">
          {name.trim() === ''
            ? 'The catalogue is a folder of its own.'
            : `Makes ${parent.replace(/[/\\]$/, '')}${parent.includes('\\') ? '\\' : '/'}${name.trim()}${catalogueEnding}`}{' '}
          Your photos stay where they are and are never changed.
        </Text>
        <DialogButtons cancel={onDone}>
          <Button type="submit" disabled={name.trim() === '' || parent === ''}>
            Make catalogue
          </Button>
        </DialogButtons>
      </Stack>
    </form>
  );
}
