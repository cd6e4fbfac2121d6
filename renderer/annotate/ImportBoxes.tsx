import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import {
  boxFileEndings,
  boxFormats,
  boxSources,
  type BoxImportReport,
} from '#terms/imports/boxes.ts';
import { api } from '../client/connection.ts';
import { attempt, showDone, wordsOf } from '../client/error-words.ts';
import { pickFile, pickFolder } from '../dialogs/pick.ts';
import { asReviewer } from '../reviewer/as-reviewer.ts';
import { ReportNotes } from '../imports/ReportNotes.tsx';
import { DialogButtons } from '../parts/DialogButtons.tsx';
import { count, counted } from '../parts/words.ts';
import { useAnnotate } from './annotate-store.ts';
import { forgetAhead } from './open-photo.ts';
import { reload } from './saving.ts';

function Report({ report }: { report: BoxImportReport }) {
  return (
    <Stack gap={8}>
      <Text aria-live="polite">
        {boxFormats[report.format].title}: {counted(report.boxes, 'box', 'boxes')} would be stored
        {report.proposals > 0 ? `, ${count(report.proposals)} of them to be checked` : ''};{' '}
        {report.names > 0 ? `${count(report.names)} named; ` : ''}
        {counted(report.checkedPhotos, 'photo')} marked as checked
        {report.doubtedPhotos > 0
          ? `, ${count(report.doubtedPhotos)} not, because something of them was not taken`
          : ''}
        .{report.newClasses.length > 0 ? ` New classes: ${report.newClasses.join(', ')}.` : ''}
      </Text>
      <ReportNotes report={report} manyFiles />
    </Stack>
  );
}

/** Boxes that another tool drew: tried first, reported row by row, stored when the person says so. */
export function ImportBoxes({ onDone }: { onDone: () => void }) {
  const [path, setPath] = useState<string | null>(null);
  const [report, setReport] = useState<BoxImportReport | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const attemptRead = async (chosen: string) => {
    setPath(chosen);
    setProblem(null);
    setReport(null);
    try {
      setReport(await api.boxes.import({ path: chosen, dryRun: true }));
    } catch (error) {
      setProblem(wordsOf(error));
    }
  };
  return (
    <Stack>
      <Text c="dimmed">
        {boxSources.replace(/^./, (first) => first.toUpperCase())}. Photos are found by name. Boxes
        with a confidence come in as detections to be checked.
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
      {path !== null && <Text style={{ overflowWrap: 'anywhere' }}>{path}</Text>}
      {problem !== null && <Alert color="yellow">{problem}</Alert>}
      {report !== null && <Report report={report} />}
      <DialogButtons cancel={onDone}>
        <Button
          disabled={report === null || report.boxes + report.checkedPhotos === 0}
          onClick={() =>
            asReviewer(
              () =>
                void attempt('The boxes could not be stored', async () => {
                  if (path === null) return;
                  const stored = await api.boxes.import({ path, dryRun: false });
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
