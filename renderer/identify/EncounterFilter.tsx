import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { memo, useMemo } from 'react';
import { api } from '../client/connection.ts';
import { count } from '../parts/words.ts';
import { setQueue, useIdentify } from './identify-store.ts';

const NO_ENCOUNTER = 'none';

export const encountersQuery = {
  queryKey: ['decisions', 'encounters'],
  queryFn: () => api.decisions.encounters(),
};

/**
 * Which encounter is worked through, with how far each is. By itself, because a study of years has
 * thousands, and the page around it is drawn anew at every verdict.
 * @param isWanted false while a person waits for something that matters more
 */
export const EncounterFilter = memo(function EncounterFilter({ isWanted }: { isWanted: boolean }) {
  const filter = useIdentify((state) => state.filter);
  const { data: encounters } = useQuery({ ...encountersQuery, enabled: isWanted });
  const options = useMemo(
    () =>
      (encounters ?? []).map(({ id, name, waiting, total }) => ({
        value: id === null ? NO_ENCOUNTER : `${id}`,
        label: `${name ?? 'No encounter'} · ${count(total - waiting)} of ${count(total)}`,
      })),
    [encounters],
  );
  const { encounterId } = filter;
  return (
    <Select
      size="xs"
      w={158}
      aria-label="Encounter"
      placeholder="All encounters"
      clearable
      searchable
      limit={200}
      data={options}
      value={
        encounterId === undefined ? null : encounterId === null ? NO_ENCOUNTER : `${encounterId}`
      }
      onChange={(value) =>
        setQueue({
          filter: {
            ...filter,
            encounterId: value === null ? undefined : value === NO_ENCOUNTER ? null : Number(value),
          },
        })
      }
    />
  );
});
