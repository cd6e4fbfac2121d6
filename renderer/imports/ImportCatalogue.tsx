import './imports.css';
import { Alert, Button, Group, Loader, Radio, Select, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { CatalogueSource } from '#terms/imports/catalogue-table.ts';
import { neededFields, type ColumnMapping } from '#terms/imports/columns.ts';
import { namesInWords } from '#terms/imports/in-words.ts';
import type { DayOrder } from '#terms/imports/dates.ts';
import { delimiters, textEncodings } from '#terms/imports/table-text.ts';
import { api } from '../client/connection.ts';
import { wordsOf } from '../client/error-words.ts';
import { counted } from '../parts/words.ts';
import { goTo } from '../route.ts';
import { ChooseSource } from './ChooseSource.tsx';
import { ImportExamples } from './ImportExamples.tsx';
import { MappingTable } from './MappingTable.tsx';
import { PatternInput } from './PatternInput.tsx';
import { ReportNotes } from './ReportNotes.tsx';
import { UnknownPhotos } from './UnknownPhotos.tsx';

export function ImportCatalogue({ onDone }: { onDone: () => void }) {
  const [source, setSource] = useState<CatalogueSource | null>(null);
  return source === null ? (
    <ChooseSource choose={setSource} />
  ) : (
    <ImportFrom source={source} back={() => setSource(null)} onDone={onDone} />
  );
}

function ImportFrom({
  source: given,
  back,
  onDone,
}: {
  source: CatalogueSource;
  back: () => void;
  onDone: () => void;
}) {
  const [sheet, setSheet] = useState<string | null>(null);
  const [pattern, setPattern] = useState('pattern' in given ? given.pattern : '');
  const [settledPattern] = useDebouncedValue(pattern, 250);
  const asked =
    'file' in given
      ? { ...given, ...(sheet === null ? {} : { sheet }) }
      : 'pattern' in given
        ? { ...given, pattern: settledPattern }
        : given;
  const looked = useQuery({
    queryKey: ['photos', 'inspected', asked],
    queryFn: () => api.imports.inspectCatalogue({ source: asked }),
    staleTime: 0,
    placeholderData: keepPreviousData,
  });
  const [changed, setMapping] = useState<ColumnMapping | null>(null);
  const [dayOrder, setDayOrder] = useState<DayOrder | null>(null);
  const table = looked.data;
  // What is stored is the sheet that is shown.
  const source =
    'file' in asked && typeof table?.sheet === 'string' ? { ...asked, sheet: table.sheet } : asked;
  const mapping = changed ?? table?.mapping ?? {};
  const asksOrder = mapping.date !== undefined && table?.dayOrders[mapping.date] === 'ambiguous';
  const missing = neededFields.filter((field) => mapping[field] === undefined);
  const ready = table !== undefined && missing.length === 0 && (!asksOrder || dayOrder !== null);
  const chosen = { source, mapping, dayOrder: asksOrder ? dayOrder : null };
  const [settled] = useDebouncedValue(chosen, 150);
  const plan = useQuery({
    queryKey: ['photos', 'import plan', settled],
    queryFn: () => api.imports.planCatalogue(settled),
    enabled: ready,
    staleTime: 0,
    placeholderData: keepPreviousData,
  });
  const store = useMutation({ mutationFn: () => api.imports.storeCatalogue(chosen) });

  if (store.data !== undefined) {
    return (
      <Stack gap="md">
        <Text role="status">
          Stored: {namesInWords(store.data.adds)}.{' '}
          {store.data.backup !== null && (
            <>The database as it was before is kept as backups/{store.data.backup}.</>
          )}
        </Text>
        {store.data.adds.photosNamed > 0 && (
          <Text c="dimmed">
            A photo that is named belongs to its animal at once; the name goes to a box by itself
            once the photo shows one animal, and you are asked which it is where there are several.
          </Text>
        )}
        <ReportNotes report={store.data.report} />
        <Group justify="end">
          <Button variant="default" onClick={onDone}>
            Close
          </Button>
          <Button
            onClick={() => {
              goTo('individuals');
              onDone();
            }}
          >
            Look at the individuals
          </Button>
        </Group>
      </Stack>
    );
  }
  const patternInput = 'pattern' in given && (
    <PatternInput
      pattern={pattern}
      onChange={(typed) => {
        setPattern(typed);
        setMapping(null);
      }}
      problem={looked.isError ? wordsOf(looked.error) : null}
    />
  );
  if (looked.isError) {
    if ('pattern' in given)
      return (
        <Stack gap="md">
          {patternInput}
          <Group>
            <Button variant="default" onClick={back}>
              Choose something else
            </Button>
          </Group>
        </Stack>
      );
    return (
      <Alert color="red" role="alert" title="This cannot be read">
        <Text mb="sm">{wordsOf(looked.error)}</Text>
        <Button variant="default" onClick={back}>
          Choose something else
        </Button>
      </Alert>
    );
  }
  if (table === undefined) return <Loader role="status" aria-label="Reading" />;
  return (
    <Stack gap="md">
      {patternInput}
      <Text>
        <b>{table.name}</b>: {counted(table.rows, 'file' in source ? 'row' : 'photo')}
        {'file' in source &&
          table.sheet === null &&
          `, ${counted(table.header.length, 'column')} parted by ${delimiters[table.delimiter]}, ${textEncodings[table.encoding]}`}
        . Say over each column what it holds; the rest is not imported.
      </Text>
      {table.unknownPhotos > 0 && 'folder' in source && (
        <UnknownPhotos
          folder={source.folder}
          unknown={table.unknownPhotos}
          imported={() => void looked.refetch()}
        />
      )}
      {table.sheets.length > 1 && (
        <Select
          label="Sheet of the workbook"
          w={320}
          allowDeselect={false}
          data={table.sheets.map(({ name, rows }) => ({
            value: name,
            label: `${name} (${counted(rows, 'row')})`,
          }))}
          value={table.sheet}
          onChange={(name) => {
            setSheet(name);
            setMapping(null);
          }}
        />
      )}
      <MappingTable table={table} mapping={mapping} onChange={setMapping} />
      {asksOrder && (
        <Radio.Group
          label={`The dates can be read two ways. What does ${exampleOf(table.firstRows, mapping.date)} mean?`}
          value={dayOrder}
          onChange={(value) => setDayOrder(value)}
        >
          <Group mt="xs">
            <Radio value="day-first" label="The day comes first" />
            <Radio value="month-first" label="The month comes first" />
          </Group>
        </Radio.Group>
      )}
      {missing.length > 0 && (
        <Text className="warning" role="status">
          {'folder' in source && !('pattern' in source)
            ? 'Several columns could be the animals: choose the one that holds the individual.'
            : `Choose the column that holds the ${missing.join(' and the one that holds the ')}.`}
        </Text>
      )}
      {plan.isError && ready && (
        <Text className="error" role="alert">
          {wordsOf(plan.error)}
        </Text>
      )}
      {store.isError && (
        <Text className="error" role="alert">
          Nothing was stored. {wordsOf(store.error)}
        </Text>
      )}
      {ready && plan.data !== undefined && (
        <>
          <Text role="status">Would be stored: {namesInWords(plan.data.adds)}.</Text>
          <ImportExamples examples={plan.data.examples} />
          <ReportNotes report={plan.data.report} />
        </>
      )}
      <Group justify="space-between">
        <Button variant="default" onClick={back}>
          Choose something else
        </Button>
        <Group>
          {plan.isFetching && <Loader size={16} role="status" aria-label="Trying every row" />}
          <Button
            disabled={
              !ready ||
              plan.data === undefined ||
              plan.data.adds.identified === 0 ||
              plan.isFetching
            }
            loading={store.isPending}
            onClick={() => store.mutate()}
          >
            {ready && plan.data !== undefined && plan.data.adds.identified > 0
              ? `Store ${namesInWords(plan.data.adds)}`
              : 'Nothing to store yet'}
          </Button>
        </Group>
      </Group>
    </Stack>
  );
}

const exampleOf = (rows: readonly (readonly string[])[], column: number | undefined) =>
  (column === undefined ? '' : rows.find((cells) => /\d/.test(cells[column] ?? ''))?.[column]) ??
  'a date';
