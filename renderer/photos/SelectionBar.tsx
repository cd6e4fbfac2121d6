import { Button, Menu, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { api } from '../client/connection.ts';
import { attempt, showDone } from '../client/error-words.ts';
import { useEncounters } from '../client/queries.ts';
import { DialogButtons } from '../parts/DialogButtons.tsx';
import { counted } from '../parts/words.ts';
import { FactsMenu } from './facts/FactsMenu.tsx';
import { markChecked } from './mark-checked.ts';
import { usePhotoStore } from './photo-store.ts';

/** One line of text, asked for in a dialog. */
function Ask({
  label,
  button,
  onGive,
  onClose,
}: {
  label: string;
  button: string;
  onGive: (text: string) => void;
  onClose: () => void;
}) {
  const [text, setText] = useState('');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onGive(text.trim());
        onClose();
      }}
    >
      <Stack>
        <TextInput
          label={label}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          data-autofocus
        />
        <DialogButtons cancel={onClose}>
          <Button type="submit">{button}</Button>
        </DialogButtons>
      </Stack>
    </form>
  );
}

/** What can be done with the selected photos. */
export function SelectionBar() {
  const { selected, selectNone } = usePhotoStore();
  const { data: encounters = [] } = useEncounters();
  const [asking, setAsking] = useState<'encounter' | 'species' | null>(null);
  const photoIds = [...selected];
  const assign = (encounterId: number | null, name?: string) =>
    attempt('The photos could not be moved', async () => {
      const target = await api.encounters.assign({ photoIds, encounterId, name });
      showDone(`${counted(photoIds.length, 'photo')} now in ${target.name}.`);
    });
  return (
    <div className="photos-bar" role="toolbar" aria-label="Selected photos">
      <Text fw={600}>{counted(selected.size, 'photo')} selected</Text>
      <Button variant="default" onClick={() => markChecked(photoIds, true)}>
        Mark checked
      </Button>
      <Button variant="default" onClick={() => markChecked(photoIds, false)}>
        Not checked
      </Button>
      <Menu width={300}>
        <Menu.Target>
          <Button variant="default">Move to encounter…</Button>
        </Menu.Target>
        <Menu.Dropdown mah={360} style={{ overflowY: 'auto' }}>
          <Menu.Item onClick={() => setAsking('encounter')}>New encounter…</Menu.Item>
          <Menu.Divider />
          {encounters.map(({ id, name }) => (
            <Menu.Item key={id} onClick={() => void assign(id)}>
              {name}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Button variant="default" onClick={() => setAsking('species')}>
        Set species…
      </Button>
      <FactsMenu photoIds={photoIds} />
      <Button variant="subtle" color="gray" onClick={selectNone} ml="auto">
        Select none
      </Button>
      <Modal
        opened={asking !== null}
        onClose={() => setAsking(null)}
        title={asking === 'species' ? 'Species of the selected photos' : 'New encounter'}
      >
        {asking === 'encounter' && (
          <Ask
            label="Name; without one it is named by its time"
            button="Make encounter"
            onGive={(name) => void assign(null, name === '' ? undefined : name)}
            onClose={() => setAsking(null)}
          />
        )}
        {asking === 'species' && (
          <Ask
            label="Species; empty takes it away"
            button="Set species"
            onGive={(species) =>
              void attempt('The species could not be set', () =>
                api.photos.setSpecies({ photoIds, species: species === '' ? null : species }),
              )
            }
            onClose={() => setAsking(null)}
          />
        )}
      </Modal>
    </div>
  );
}
