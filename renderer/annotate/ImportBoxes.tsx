import { Alert, Button, Checkbox, Group, Stack, Text, TextInput } from '@mantine/core';
import { ORPCError } from '@orpc/client';
import { useState } from 'react';
import {
  boxFileEndings,
  boxTitles,
  classesToName,
  type BoxImportReport,
} from '#terms/imports/boxes.ts';
import { boxesInWords } from '#terms/imports/in-words.ts';
import { api } from '../client/connection.ts';
import { attempt, showDone, wordsOf } from '../client/error-words.ts';
import { pickFile, pickFolder } from '../dialogs/pick.ts';
import { asReviewer } from '../reviewer/as-reviewer.ts';
import { ImportExamples } from '../imports/ImportExamples.tsx';
import { ReportNotes } from '../imports/ReportNotes.tsx';
import { DialogButtons } from '../parts/DialogButtons.tsx';
import { count, counted } from '../parts/words.ts';
import { useAnnotate } from './annotate-store.ts';
import { forgetAhead } from './open-photo.ts';
import { reload } from './saving.ts';

function Report({ report }: { report: BoxImportReport }) {
  return (
    <Stack gap={8}>
      <Text aria-live="polite">{boxesInWords(report, true)}</Text>
      <ImportExamples examples={report.examples} />
      <ReportNotes report={report} manyFiles />
    </Stack>
  );
}

/** Classes that an error asks the names of. */
function unnamedIn(error: unknown): readonly string[] {
  const data = error instanceof ORPCError ? classesToName.safeParse(error.data) : null;
  return data?.data?.unnamedClasses ?? [];
}

/** What a file's nameless classes are, asked of the person; one without a number is that of all its boxes. */
function NameClasses({
  unnamed,
  onNamed,
}: {
  unnamed: readonly string[];
  onNamed: (named: Readonly<Record<string, string>>) => void;
}) {
  const [names, setNames] = useState<Readonly<Record<string, string>>>({});
  return (
    <Group align="end">
      {unnamed.map((called) => (
        <TextInput
          key={called}
          label={called === '' ? 'The boxes hold' : `Class ${called} is`}
          placeholder="dorsal fin"
          value={names[called] ?? ''}
          onChange={({ currentTarget: { value } }) => setNames({ ...names, [called]: value })}
        />
      ))}
      <Button
        disabled={unnamed.some((called) => (names[called] ?? '').trim() === '')}
        onClick={() => onNamed(names)}
      >
        Read with these names
      </Button>
    </Group>
  );
}

/** Boxes that another tool drew: tried first, reported row by row, stored when the person says so. */
export function ImportBoxes({ onDone }: { onDone: () => void }) {
  const [path, setPath] = useState<string | null>(null);
  const [report, setReport] = useState<BoxImportReport | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  /** Classes that the file has no names for, and what the person says they are. */
  const [unnamed, setUnnamed] = useState<readonly string[]>([]);
  const [classes, setClasses] = useState<Readonly<Record<string, string>>>({});
  const [ignoreFolders, setIgnoreFolders] = useState(false);
  const attemptRead = async (
    chosen: string,
    named: Readonly<Record<string, string>> = {},
    byName = ignoreFolders,
  ) => {
    setPath(chosen);
    setClasses(named);
    setProblem(null);
    setReport(null);
    try {
      setReport(
        await api.boxes.import({
          path: chosen,
          classes: named,
          ignoreFolders: byName,
          dryRun: true,
        }),
      );
      setUnnamed([]);
    } catch (error) {
      setProblem(wordsOf(error));
      setUnnamed(unnamedIn(error));
    }
  };
  return (
    <Stack>
      <Text c="dimmed">
        A file, a folder or a zip of {boxTitles}. Photos are found by name. Boxes with a confidence
        come in as detections to be checked.
      </Text>
      <Group>
        <Button
          variant="default"
          onClick={() =>
            void pickFile('A file of boxes', boxFileEndings).then((chosen) =>
              chosen === null ? undefined : attemptRead(chosen),
            )
          }
        >
          Choose a file…
        </Button>
        <Button
          variant="default"
          onClick={() =>
            void pickFolder('A folder of labels').then((chosen) =>
              chosen === null ? undefined : attemptRead(chosen),
            )
          }
        >
          Choose a folder…
        </Button>
      </Group>
      {path !== null && (
        <>
          <Text style={{ overflowWrap: 'anywhere' }}>{path}</Text>
          <Checkbox
            label="Tell photos by their names alone, whatever folders the file names"
            checked={ignoreFolders}
            onChange={({ currentTarget: { checked } }) => {
              setIgnoreFolders(checked);
              void attemptRead(path, classes, checked);
            }}
          />
        </>
      )}
      {problem !== null && <Alert color="yellow">{problem}</Alert>}
      {path !== null && unnamed.length > 0 && (
        <NameClasses unnamed={unnamed} onNamed={(named) => void attemptRead(path, named)} />
      )}
      {report !== null && <Report report={report} />}
      <DialogButtons cancel={onDone}>
        <Button
          disabled={report === null || report.boxes + report.checkedPhotos === 0}
          onClick={() =>
            asReviewer(
              () =>
                void attempt('The boxes could not be stored', async () => {
                  if (path === null) return;
                  const stored = await api.boxes.import({
                    path,
                    classes,
                    ignoreFolders,
                    dryRun: false,
                  });
                  forgetAhead();
                  const { photoId } = useAnnotate.getState();
                  if (photoId !== null) await reload(photoId);
                  showDone(`${counted(stored.boxes, 'box', 'boxes')} stored.`);
                  onDone();
                }),
            )
          }
        >
          Store {count(report?.boxes ?? 0)} boxes
        </Button>
      </DialogButtons>
    </Stack>
  );
}
