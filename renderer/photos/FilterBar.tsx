import { ActionIcon, Button, Select, TextInput, Tooltip } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import {
  IconPhotoPlus,
  IconSearch,
  IconSortAscending,
  IconSortDescending,
  IconUserPlus,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { PhotoFilter } from '#terms/photos/photos.ts';
import { api } from '../client/connection.ts';
import { openImport } from '../imports/open-import.ts';
import { count } from '../parts/words.ts';
import { DateFilter } from './DateFilter.tsx';
import { importFolder } from './import.ts';
import { usePhotoStore } from './photo-store.ts';

export function FilterBar({ total }: { total: number }) {
  const { filter, sort, setFilter, clearFilter, setSort } = usePhotoStore();
  const facets = useQuery({ queryKey: ['photos', 'facets'], queryFn: () => api.photos.facets() });
  const [text, setText] = useState(filter.text ?? '');
  const search = useDebouncedCallback((value: string) => {
    setFilter({ text: value === '' ? undefined : value });
  }, 200);
  useEffect(() => {
    if (filter.text === undefined) setText('');
  }, [filter.text]);
  const isFiltered = Object.keys(filter).length > 0;
  const { data } = facets;
  const states = [
    {
      value: 'unchecked',
      label: `Unchecked (${count((data?.total ?? 0) - (data?.checked ?? 0))})`,
    },
    { value: 'checked', label: `Checked (${count(data?.checked ?? 0)})` },
    { value: 'missing', label: `File missing (${count(data?.missing ?? 0)})` },
  ];
  const stateOf = ({ checked, missing }: PhotoFilter) =>
    missing === true ? 'missing' : checked === undefined ? null : checked ? 'checked' : 'unchecked';
  return (
    <div className="photos-bar" role="search" aria-label="Filter photos">
      <TextInput
        aria-label="Part of the file name or folder"
        placeholder="File or folder"
        leftSection={<IconSearch size={15} />}
        w={170}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          search(event.currentTarget.value);
        }}
      />
      <DateFilter days={data?.days ?? []} />
      <Select
        aria-label="Boxes"
        placeholder="Any boxes"
        w={140}
        clearable
        value={filter.boxes ?? null}
        data={[
          { value: 'none', label: `None (${count(data?.withoutBoxes ?? 0)})` },
          { value: 'some', label: 'Some' },
          { value: 'proposed', label: `To check (${count(data?.withProposals ?? 0)})` },
          { value: 'named', label: `None, but named (${count(data?.named ?? 0)})` },
        ]}
        onChange={(value) => setFilter({ boxes: value ?? undefined })}
      />
      <Select
        aria-label="State"
        placeholder="Any state"
        w={150}
        clearable
        value={stateOf(filter)}
        data={states}
        onChange={(value) =>
          setFilter({
            checked: value === 'checked' ? true : value === 'unchecked' ? false : undefined,
            missing: value === 'missing' ? true : undefined,
          })
        }
      />
      {data !== undefined && data.cameras.length > 1 && (
        <Select
          aria-label="Camera"
          placeholder="Any camera"
          w={170}
          clearable
          value={filter.camera ?? null}
          data={data.cameras.map(({ name, photos }) => ({
            value: name,
            label: `${name} (${count(photos)})`,
          }))}
          onChange={(value) => setFilter({ camera: value ?? undefined })}
        />
      )}
      {data !== undefined && data.species.length > 0 && (
        <Select
          aria-label="Species"
          placeholder="Any species"
          w={170}
          clearable
          value={filter.species ?? null}
          data={data.species.map(({ name, photos }) => ({
            value: name,
            label: `${name} (${count(photos)})`,
          }))}
          onChange={(value) => setFilter({ species: value ?? undefined })}
        />
      )}
      {isFiltered && (
        <Button variant="subtle" color="gray" onClick={clearFilter}>
          Clear filters
        </Button>
      )}
      <span aria-live="polite" style={{ marginLeft: 'auto', color: 'var(--app-faint)' }}>
        {count(total)} of {count(data?.total ?? total)} photos
      </span>
      <Select
        aria-label="Sort by"
        w={120}
        allowDeselect={false}
        value={sort.by}
        data={[
          { value: 'taken', label: 'Time taken' },
          { value: 'name', label: 'File name' },
          { value: 'imported', label: 'Import' },
        ]}
        onChange={(value) => setSort({ ...sort, by: value ?? 'taken' })}
      />
      <Tooltip label={sort.descending ? 'Last first' : 'First first'}>
        <ActionIcon
          variant="default"
          size="lg"
          aria-label="Turn the order round"
          aria-pressed={sort.descending}
          onClick={() => setSort({ ...sort, descending: !sort.descending })}
        >
          {sort.descending ? <IconSortDescending size={18} /> : <IconSortAscending size={18} />}
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Import individuals: who is on these photos, from a table or folders">
        <ActionIcon
          variant="default"
          size="lg"
          aria-label="Import individuals"
          onClick={openImport}
        >
          <IconUserPlus size={18} />
        </ActionIcon>
      </Tooltip>
      <Button
        data-tour="import"
        leftSection={<IconPhotoPlus size={16} />}
        onClick={() => void importFolder()}
      >
        Import photos
      </Button>
    </div>
  );
}
