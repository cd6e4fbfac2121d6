import './export.css';
import { Alert, Button, Text, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconAlertTriangle, IconUpload } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { formatWords } from '#terms/exports/formats.ts';
import { api } from '../client/connection.ts';
import { wordsOf } from '../client/error-words.ts';
import { useCatalogue } from '../client/queries.ts';
import { EmptyState } from '../parts/EmptyState.tsx';
import { FailedState } from '../parts/FailedState.tsx';
import { LoadingState } from '../parts/LoadingState.tsx';
import { goTo } from '../route.ts';
import { ChoiceFields } from './ChoiceFields.tsx';
import { useExportStore } from './export-store.ts';
import { ExportBar } from './ExportBar.tsx';
import { FilterFields } from './FilterFields.tsx';
import { FormatCards } from './FormatCards.tsx';
import { PreviewPane } from './PreviewPane.tsx';

export default function ExportView() {
  const { format, choices, enter } = useExportStore();
  const { data: catalogue } = useCatalogue();
  const uuid = catalogue?.uuid;
  useEffect(() => {
    if (uuid !== undefined) enter(uuid);
  }, [uuid, enter]);
  const [settled] = useDebouncedValue(choices, 250);
  const facets = useQuery({
    queryKey: ['exports', 'facets'],
    queryFn: () => api.exports.facets(),
  });
  const preview = useQuery({
    queryKey: ['exports', 'preview', format, settled],
    queryFn: ({ signal }) => api.exports.preview({ format, options: settled }, { signal }),
    enabled: (facets.data?.photos ?? 0) > 0,
    placeholderData: (before, query) =>
      query?.queryKey[2] === format ? keepPreviousData(before) : undefined,
  });
  if (facets.isError) {
    return <FailedState error={facets.error} retry={() => void facets.refetch()} />;
  }
  if (facets.data === undefined) {
    return <LoadingState h="60%" />;
  }
  if (facets.data.photos === 0) {
    return (
      <EmptyState
        icon={IconUpload}
        title="Nothing to export yet"
        action={<Button onClick={() => goTo('photos')}>Bring in photos</Button>}
      >
        Sightings go out as tables for capture–recapture programs, as Darwin Core archives, for
        Wildbook and more, once there are photos and animals named on them.
      </EmptyState>
    );
  }
  const { title, usedBy, filters, asks } = formatWords[format];
  return (
    <div className="export">
      <FormatCards />
      <div className="export-body">
        <div className="export-head">
          <Title order={1}>{title}</Title>
          <Text c="dimmed">{usedBy}</Text>
          <FilterFields filters={filters} facets={facets.data} />
          <ChoiceFields asks={asks} facets={facets.data} />
        </div>
        <div className="export-preview" aria-busy={preview.isFetching}>
          {preview.isError ? (
            <Alert
              icon={<IconAlertTriangle />}
              color="red"
              role="alert"
              title="This cannot be written as it is"
            >
              {wordsOf(preview.error)}
            </Alert>
          ) : preview.data === undefined ? (
            <LoadingState h={160} label="Counting what would be written" />
          ) : (
            <PreviewPane preview={preview.data} />
          )}
        </div>
      </div>
      <ExportBar
        format={format}
        isFiltered={Object.keys(filters).length > 0}
        choices={choices}
        preview={preview.isError ? undefined : preview.data}
      />
    </div>
  );
}
