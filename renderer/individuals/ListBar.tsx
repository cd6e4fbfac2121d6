import { SegmentedControl, Select, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { IndividualCard } from '#terms/identity/individuals.ts';
import { useOverview } from '../client/queries.ts';
import { counted } from '../parts/words.ts';
import { setFilter, showTab, useIndividualsView } from './individuals-store.ts';
import { speciesOf } from './listed.ts';
import { useDuplicates, useMixUps } from './review-lists.ts';

const withCount = (label: string, count: number | undefined) =>
  count === undefined || count === 0 ? label : `${label} ${count}`;

/** Which list, of whom, in which order. */
export function ListBar({ cards, shown }: { cards: readonly IndividualCard[]; shown: number }) {
  const { tab, filter, sort } = useIndividualsView();
  const { data: duplicates } = useDuplicates();
  const { data: mixUps } = useMixUps();
  const { data: overview } = useOverview();
  const search = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { target } = event;
      const typing =
        target instanceof HTMLElement &&
        target.closest('input:not([type=radio]), textarea') !== null;
      if (event.key !== '/' || typing || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      search.current?.focus();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  const species = speciesOf(cards);
  const isList = tab === 'gallery' || tab === 'table';
  return (
    <div className="individuals-bar" role="toolbar" aria-label="Individuals">
      <SegmentedControl
        size="xs"
        aria-label="What is shown"
        value={tab}
        onChange={(value) => showTab(value)}
        data={[
          { value: 'gallery', label: 'Gallery' },
          { value: 'table', label: 'Table' },
          { value: 'duplicates', label: withCount('Likely duplicates', duplicates?.length) },
          { value: 'mix-ups', label: withCount('Likely mix-ups', mixUps?.length) },
          { value: 'names', label: withCount('Which is it?', overview?.namesToPlace) },
        ]}
      />
      {isList && (
        <>
          <TextInput
            ref={search}
            size="xs"
            w={200}
            aria-label="Code or name (/)"
            placeholder="Code or name  ( / )"
            leftSection={<IconSearch size={14} />}
            value={filter.text}
            onChange={({ currentTarget: { value } }) => setFilter({ text: value })}
            onKeyDown={(event) => {
              if (event.key === 'Escape') event.currentTarget.blur();
              if (event.key === 'Enter' || event.key === 'ArrowDown')
                document
                  .querySelector<HTMLElement>('.individuals [tabindex="0"][data-id]')
                  ?.focus();
            }}
          />
          {species.length > 1 && (
            <Select
              size="xs"
              w={170}
              aria-label="Species"
              placeholder="Any species"
              clearable
              data={species}
              value={filter.species}
              onChange={(value) => setFilter({ species: value })}
            />
          )}
          <Select
            size="xs"
            w={158}
            aria-label="Which of them"
            allowDeselect={false}
            data={[
              { value: 'all', label: 'Everybody' },
              { value: 'once', label: 'Seen only once' },
              { value: 'one-side', label: 'A side is missing' },
              { value: 'no-photo', label: 'Without a photo' },
              { value: 'dead', label: 'Dead' },
            ]}
            value={filter.which}
            onChange={(value) => setFilter({ which: value ?? 'all' })}
          />
          <Select
            size="xs"
            w={138}
            aria-label="Order"
            allowDeselect={false}
            data={[
              { value: 'code', label: 'By code' },
              { value: 'name', label: 'By name' },
              { value: 'last-seen', label: 'Last seen first' },
              { value: 'first-seen', label: 'Newest first' },
              { value: 'sightings', label: 'Most sightings' },
              { value: 'photos', label: 'Most photos' },
            ]}
            value={sort}
            onChange={(value) => useIndividualsView.setState({ sort: value ?? 'code' })}
          />
          <span className="individuals-count">
            {shown === cards.length
              ? counted(shown, 'individual')
              : `${shown.toLocaleString('en')} of ${counted(cards.length, 'individual')}`}
          </span>
        </>
      )}
    </div>
  );
}
