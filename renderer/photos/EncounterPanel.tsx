import {
  ActionIcon,
  Button,
  Group,
  Modal,
  NumberInput,
  Select,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { IconArrowMerge, IconEdit, IconRefresh, type Icon } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { encounterGap } from '#terms/photos/encounters.ts';
import type { Encounter } from '#terms/photos/encounters.ts';
import { api } from '../client/connection.ts';
import { attempt, showDone } from '../client/error-words.ts';
import { useEncounters, useSettings } from '../client/queries.ts';
import { DialogButtons } from '../parts/DialogButtons.tsx';
import { count, counted } from '../parts/words.ts';
import { usePhotoStore } from './photo-store.ts';

function EditEncounter({ encounter, onDone }: { encounter: Encounter; onDone: () => void }) {
  const [edits, setEdits] = useState({
    name: encounter.name,
    place: encounter.place ?? '',
    species: encounter.species ?? '',
    notes: encounter.notes,
  });
  const field = (name: keyof typeof edits, label: string) => (
    <TextInput
      label={label}
      value={edits[name]}
      onChange={(event) => setEdits({ ...edits, [name]: event.currentTarget.value })}
    />
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void attempt('The encounter could not be changed', async () => {
          await api.encounters.edit({
            encounterId: encounter.id,
            name: edits.name,
            place: edits.place.trim() === '' ? null : edits.place.trim(),
            species: edits.species.trim() === '' ? null : edits.species.trim(),
            notes: edits.notes,
          });
          onDone();
        });
      }}
    >
      <Stack>
        {field('name', 'Name')}
        {field('place', 'Place')}
        {field('species', 'Species')}
        {field('notes', 'Notes')}
        <DialogButtons cancel={onDone}>
          <Button type="submit" disabled={edits.name.trim() === ''}>
            Save
          </Button>
        </DialogButtons>
      </Stack>
    </form>
  );
}

function Regroup({ onDone }: { onDone: () => void }) {
  const { data: settings } = useSettings();
  const [minutes, setMinutes] = useState(settings?.encounterGapMinutes ?? encounterGap.usual);
  const preview = useQuery({
    queryKey: ['encounters', 'regroup', minutes],
    queryFn: () => api.encounters.regroup({ gapMinutes: minutes, dryRun: true }),
  });
  return (
    <Stack>
      <Text c="dimmed">
        Photos of one folder are one encounter until the camera rests for longer than this.
        Encounters that you named or made yourself stay as they are.
      </Text>
      <NumberInput
        label="A longer pause begins a new encounter"
        suffix=" min"
        min={encounterGap.least}
        max={encounterGap.most}
        value={minutes}
        onChange={(value) => {
          if (typeof value === 'number' && value >= encounterGap.least) setMinutes(value);
        }}
      />
      <Text aria-live="polite">
        {preview.data === undefined
          ? 'Counting…'
          : `${counted(preview.data.encounters, 'encounter')}; ${counted(preview.data.photosMoved, 'photo')} would move.`}
      </Text>
      <DialogButtons cancel={onDone}>
        <Button
          disabled={preview.data === undefined || preview.data.photosMoved === 0}
          onClick={() =>
            void attempt('The photos could not be grouped', async () => {
              const { photosMoved } = await api.encounters.regroup({
                gapMinutes: minutes,
                dryRun: false,
              });
              await api.settings.set({ encounterGapMinutes: minutes });
              showDone(`${counted(photosMoved, 'photo')} moved.`);
              onDone();
            })
          }
        >
          Group again
        </Button>
      </DialogButtons>
    </Stack>
  );
}

/** Makes one encounter of two: the photos of the other come to the one that was chosen. */
function MergeEncounters({
  encounter,
  others,
  onDone,
}: {
  encounter: Encounter;
  others: readonly Encounter[];
  onDone: () => void;
}) {
  const [chosen, setChosen] = useState<string | null>(null);
  const other = others.find(({ id }) => `${id}` === chosen);
  return (
    <Stack>
      <Select
        label={`Encounter that belongs to ${encounter.name}`}
        placeholder="Choose one"
        searchable
        limit={100}
        value={chosen}
        onChange={setChosen}
        data={others.map(({ id, name, photos }) => ({
          value: `${id}`,
          label: `${name} (${count(photos)})`,
        }))}
        data-autofocus
      />
      <Text c="dimmed" aria-live="polite">
        {other === undefined
          ? 'Its photos, notes, place and species come along; the emptied encounter goes.'
          : `${counted(other.photos, 'photo')} of ${other.name} will move into ${encounter.name}.`}
      </Text>
      <DialogButtons cancel={onDone}>
        <Button
          disabled={other === undefined}
          onClick={() =>
            void attempt('The encounters could not be merged', async () => {
              if (other === undefined) return;
              await api.encounters.merge({
                encounterIds: [encounter.id, other.id],
                into: encounter.id,
              });
              showDone(`${counted(other.photos, 'photo')} moved into ${encounter.name}.`);
              onDone();
            })
          }
        >
          Merge
        </Button>
      </DialogButtons>
    </Stack>
  );
}

function Tool({
  label,
  icon: Picture,
  disabled = false,
  perform,
}: {
  label: string;
  icon: Icon;
  disabled?: boolean;
  perform: () => void;
}) {
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      aria-label={label}
      disabled={disabled}
      onClick={perform}
    >
      <Picture size={16} />
    </ActionIcon>
  );
}

export function EncounterPanel() {
  const { data: encounters = [] } = useEncounters();
  const { filter, setFilter } = usePhotoStore();
  const [editing, setEditing] = useState<Encounter | null>(null);
  const [merging, setMerging] = useState<Encounter | null>(null);
  const [regrouping, setRegrouping] = useState(false);
  const { data: facets } = useQuery({
    queryKey: ['photos', 'facets'],
    queryFn: () => api.photos.facets(),
  });
  const ungrouped = facets?.withoutEncounter ?? 0;
  const chosen = encounters.find(({ id }) => id === filter.encounterId);
  return (
    <aside className="photos-side" aria-label="Encounters">
      <Group justify="space-between" px={14} pt={10} pb={4} wrap="nowrap">
        <Title order={2} fz={13}>
          Encounters ({count(encounters.length)})
        </Title>
        <Group gap={4} wrap="nowrap">
          <Tool
            label="Edit the chosen encounter"
            icon={IconEdit}
            disabled={chosen === undefined}
            perform={() => setEditing(chosen ?? null)}
          />
          <Tool
            label="Merge another encounter into the chosen one"
            icon={IconArrowMerge}
            disabled={chosen === undefined || encounters.length < 2}
            perform={() => setMerging(chosen ?? null)}
          />
          <Tool
            label="Group photos into encounters again"
            icon={IconRefresh}
            perform={() => setRegrouping(true)}
          />
        </Group>
      </Group>
      <div className="encounter-list">
        <button
          type="button"
          className="row-button encounter-row"
          aria-pressed={filter.encounterId === undefined}
          onClick={() => setFilter({ encounterId: undefined })}
        >
          <span>All photos</span>
        </button>
        {ungrouped > 0 && (
          <button
            type="button"
            className="row-button encounter-row"
            aria-pressed={filter.encounterId === null}
            onClick={() => setFilter({ encounterId: null })}
          >
            <span>In no encounter</span>
            <Text component="span" size="xs" c="dimmed">
              {count(ungrouped)}
            </Text>
          </button>
        )}
        {encounters.map(({ id, name, photos }) => (
          <button
            key={id}
            type="button"
            className="row-button encounter-row"
            aria-pressed={filter.encounterId === id}
            title={name}
            onClick={() => setFilter({ encounterId: id })}
          >
            <span>{name}</span>
            <Text component="span" size="xs" c="dimmed">
              {count(photos)}
            </Text>
          </button>
        ))}
      </div>
      <Modal opened={editing !== null} onClose={() => setEditing(null)} title="Encounter">
        {editing !== null && <EditEncounter encounter={editing} onDone={() => setEditing(null)} />}
      </Modal>
      <Modal opened={merging !== null} onClose={() => setMerging(null)} title="Merge encounters">
        {merging !== null && (
          <MergeEncounters
            encounter={merging}
            others={encounters.filter(({ id }) => id !== merging.id)}
            onDone={() => setMerging(null)}
          />
        )}
      </Modal>
      <Modal opened={regrouping} onClose={() => setRegrouping(false)} title="Group into encounters">
        <Regroup onDone={() => setRegrouping(false)} />
      </Modal>
    </aside>
  );
}
