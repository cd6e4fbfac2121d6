import '../parts/choice-button.css';
import './imports.css';
import { Alert, Button, Group, Loader, Radio, Select, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconFileSpreadsheet, IconFolders, IconPhotoPlus } from '@tabler/icons-react';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { tableEndings, workbookEndings } from '#terms/files/endings.ts';
import type { CatalogueAdditions, CatalogueSource } from '#terms/imports/catalogue-table.ts';
import { neededFields, type ColumnMapping } from '#terms/imports/columns.ts';
import type { DayOrder } from '#terms/imports/dates.ts';
import { delimiters, textEncodings } from '#terms/imports/table-text.ts';
import { hasEnded } from '#terms/jobs/job-states.ts';
import { api } from '../client/connection.ts';
import { wordsOf } from '../client/error-words.ts';
import { useJobs } from '../client/queries.ts';
import { pickFile, pickFolder } from '../dialogs/pick.ts';
import { count, counted } from '../parts/words.ts';
import { importPaths } from '../photos/import.ts';
import { goTo } from '../route.ts';
import { MappingTable } from './MappingTable.tsx';
import { ReportNotes } from './ReportNotes.tsx';

/** `8 photos of 3 new and 2 known individuals`. */
function additions({
  identified,
  photosNamed,
  individualsAdded,
  individualsKnown,
}: CatalogueAdditions): string {
  const animals = [
    individualsAdded > 0 ? `${count(individualsAdded)} new` : '',
    individualsKnown > 0 ? `${count(individualsKnown)} known` : '',
  ].filter((part) => part !== '');
  const total = individualsAdded + individualsKnown;
  const what = [
    identified > photosNamed || photosNamed === 0 ? counted(identified - photosNamed, 'fin') : '',
    photosNamed > 0 ? counted(photosNamed, 'named photo') : '',
  ].filter((part) => part !== '');
  return `${what.join(' and ')} of ${animals.join(' and ') || 'no'} ${total === 1 ? 'individual' : 'individuals'}`;
}

/** Chooses what is read; a mistake here costs nothing, for nothing is stored yet. */
function ChooseSource({ choose }: { choose: (source: CatalogueSource) => void }) {
  const table = async () => {
    const file = await pickFile('Choose the table of individuals', [
      ...tableEndings,
      ...workbookEndings,
    ]);
    if (file !== null) choose({ file });
  };
  const tree = async () => {
    const folder = await pickFolder('Choose the folder that holds a folder for each individual');
    if (folder !== null) choose({ folder });
  };
  return (
    <Stack gap="sm">
      <Text>
        Who is on which photo, from another program or from years before. The photos themselves must
        be in this catalogue; they are found by their file names. Nothing is stored before you have
        seen what every row would become.
      </Text>
      <div className="import-choices">
        <button type="button" className="card-button choice-button" onClick={() => void table()}>
          <IconFileSpreadsheet size={26} stroke={1.5} aria-hidden />
          <span>
            <b>A table (Excel, LibreOffice, CSV)</b>
            <Text component="span" display="block" c="dimmed" size="sm">
              One row for each animal on each photo: file name, individual, and what else you have.
            </Text>
          </span>
        </button>
        <button type="button" className="card-button choice-button" onClick={() => void tree()}>
          <IconFolders size={26} stroke={1.5} aria-hidden />
          <span>
            <b>Folders named by individual</b>
            <Text component="span" display="block" c="dimmed" size="sm">
              FW001/photo.jpg, or FW001/Left/photo.jpg where the side is known.
            </Text>
          </span>
        </button>
      </div>
    </Stack>
  );
}

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
  const [level, setLevel] = useState<number | null>(null);
  const asked =
    'file' in given
      ? { ...given, ...(sheet === null ? {} : { sheet }) }
      : { ...given, ...(level === null ? {} : { level }) };
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
    'file' in given && typeof table?.sheet === 'string' ? { ...given, sheet: table.sheet } : asked;
  const mapping = changed ?? table?.mapping ?? {};
  const asksOrder = mapping.date !== undefined && table?.dayOrders[mapping.date] === 'ambiguous';
  const missing = neededFields.filter((field) => mapping[field] === undefined);
  const asksLevel = table !== undefined && table.levels.length > 0 && table.level === null;
  const ready =
    table !== undefined && missing.length === 0 && !asksLevel && (!asksOrder || dayOrder !== null);
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
          Stored: {additions(store.data.adds)}.{' '}
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
  if (looked.isError) {
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
      <Text>
        <b>{table.name}</b>: {counted(table.rows, 'row')}
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
      {table.levels.length > 1 && (
        <Select
          label="The individuals are the folders"
          placeholder="Choose a level"
          w={420}
          data={table.levels.map((each) => ({
            value: String(each.level),
            label: `${levelWords(each.level)}: ${each.examples.join(', ')}${each.folders > each.examples.length ? ', …' : ''}`,
          }))}
          value={table.level === null ? null : String(table.level)}
          onChange={(value) => setLevel(value === null ? null : Number(value))}
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
          Choose the column that holds the {missing.join(' and the one that holds the ')}.
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
      {ready && plan.data !== undefined && <ReportNotes report={plan.data.report} />}
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
              ? `Store ${additions(plan.data.adds)}`
              : 'Nothing to store yet'}
          </Button>
        </Group>
      </Group>
    </Stack>
  );
}

/** `at the top`, `one level down`. */
const levelWords = (level: number) =>
  level === 1 ? 'at the top' : level === 2 ? 'one level down' : `${level - 1} levels down`;

const exampleOf = (rows: readonly (readonly string[])[], column: number | undefined) =>
  (column === undefined ? '' : rows.find((cells) => /\d/.test(cells[column] ?? ''))?.[column]) ??
  'a date';

/** Photos of a tree that are not in the catalogue: without them their rows are refused. */
function UnknownPhotos({
  folder,
  unknown,
  imported,
}: {
  folder: string;
  unknown: number;
  imported: () => void;
}) {
  const { data: jobs = [] } = useJobs();
  const running = jobs.some((job) => job.kind === 'import-photos' && !hasEnded(job));
  const [begun, setBegun] = useState(false);
  useEffect(() => {
    if (begun && !running) imported();
    // `imported` is made anew at each rendering and means the same.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [begun, running]);
  return (
    <Alert color="yellow" icon={<IconPhotoPlus />}>
      <Group justify="space-between">
        <Text>
          {counted(unknown, 'photo')} of this folder {unknown === 1 ? 'is' : 'are'} not in the
          catalogue yet.
        </Text>
        <Button
          loading={running}
          onClick={() => {
            void importPaths([folder]).then(() => setBegun(true));
          }}
        >
          Import {unknown === 1 ? 'it' : 'them'} first
        </Button>
      </Group>
    </Alert>
  );
}
