import { Button, Group, Select, TagsInput, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import {
  type IndividualCard,
  individualLimits,
  lifeStage,
  sex,
  vitalStatus,
} from '#terms/identity/individuals.ts';
import { api } from '../client/connection.ts';
import { attempt } from '../client/error-words.ts';
import { asReviewer } from '../reviewer/as-reviewer.ts';

const factsOf = ({
  code,
  name,
  species,
  sex,
  lifeStage,
  vitalStatus,
  notes,
  aliases,
}: IndividualCard) => ({
  code,
  name: name ?? '',
  species: species ?? '',
  sex,
  lifeStage,
  vitalStatus,
  notes,
  aliases,
});

function Choice<Value extends string>({
  label,
  options,
  value,
  choose,
}: {
  label: string;
  options: readonly Value[];
  value: Value;
  choose: (value: Value) => void;
}) {
  return (
    <Select
      size="xs"
      label={label}
      allowDeselect={false}
      rightSectionWidth={22}
      data={[...options]}
      value={value}
      onChange={(chosen) => {
        if (chosen !== null) choose(chosen);
      }}
    />
  );
}

/**
 * What is written about an animal. Stored by a button, so that one change is one row of its history. The
 * parent gives it a key, so that another animal, or a change by another window, fills it anew.
 */
export function FactsForm({
  card,
  allSpecies,
}: {
  card: IndividualCard;
  allSpecies: readonly string[];
}) {
  const stored = factsOf(card);
  const [facts, setFacts] = useState(stored);
  const set = (change: Partial<typeof facts>) => setFacts({ ...facts, ...change });
  const isChanged = JSON.stringify(facts) !== JSON.stringify(stored);
  const save = () =>
    asReviewer((reviewerId) => {
      // Codes that were merged in are names of theirs; only what was added or taken out here is ours.
      const added = facts.aliases.filter((alias) => !stored.aliases.includes(alias));
      const removed = stored.aliases.filter((alias) => !facts.aliases.includes(alias));
      void attempt('It could not be stored', () =>
        api.individuals.edit({
          individualId: card.id,
          reviewerId,
          code: facts.code,
          name: facts.name.trim() === '' ? null : facts.name,
          species: facts.species.trim() === '' ? null : facts.species.trim(),
          sex: facts.sex,
          lifeStage: facts.lifeStage,
          vitalStatus: facts.vitalStatus,
          notes: facts.notes,
          ...(added.length + removed.length > 0 ? { aliases: facts.aliases } : {}),
        }),
      );
    });
  return (
    <form
      className="facts"
      aria-label="What is written about it"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !(event.target instanceof HTMLElement)) return;
        setFacts(stored);
        event.target.blur();
      }}
    >
      <div className="facts-pair">
        <TextInput
          size="xs"
          id="individual-code"
          label="Code (R)"
          required
          withAsterisk={false}
          maxLength={individualLimits.code}
          value={facts.code}
          onChange={({ currentTarget: { value } }) => set({ code: value })}
        />
        <TextInput
          size="xs"
          id="individual-name"
          label="Name (E)"
          maxLength={individualLimits.name}
          value={facts.name}
          onChange={({ currentTarget: { value } }) => set({ name: value })}
        />
      </div>
      <TextInput
        size="xs"
        label="Species"
        list="species-known"
        maxLength={individualLimits.name}
        value={facts.species}
        onChange={({ currentTarget: { value } }) => set({ species: value })}
      />
      <datalist id="species-known">
        {allSpecies.map((species) => (
          <option key={species}>{species}</option>
        ))}
      </datalist>
      <div className="facts-three">
        <Choice
          label="Sex"
          options={sex.options}
          value={facts.sex}
          choose={(value) => set({ sex: value })}
        />
        <Choice
          label="Life stage"
          options={lifeStage.options}
          value={facts.lifeStage}
          choose={(value) => set({ lifeStage: value })}
        />
        <Choice
          label="Alive"
          options={vitalStatus.options}
          value={facts.vitalStatus}
          choose={(value) => set({ vitalStatus: value })}
        />
      </div>
      <TagsInput
        size="xs"
        label="Other names and codes"
        placeholder={facts.aliases.length === 0 ? 'none' : ''}
        maxTags={individualLimits.aliases}
        value={facts.aliases}
        onChange={(aliases) => set({ aliases })}
      />
      <Textarea
        size="xs"
        label="Notes"
        autosize
        minRows={2}
        maxRows={8}
        maxLength={individualLimits.notes}
        value={facts.notes}
        onChange={({ currentTarget: { value } }) => set({ notes: value })}
      />
      {isChanged && (
        <Group justify="flex-end" gap="xs">
          <Button size="xs" variant="default" onClick={() => setFacts(stored)}>
            Discard
          </Button>
          <Button size="xs" type="submit" disabled={facts.code.trim() === ''}>
            Store
          </Button>
        </Group>
      )}
    </form>
  );
}
