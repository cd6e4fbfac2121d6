import { Button, CopyButton, Group, Text } from '@mantine/core';
import {
  noteInWords,
  noteOutcome,
  type ImportReport,
  type NoteOutcome,
  type RowNote,
} from '#terms/imports/report.ts';
import { count, counted } from '../parts/words.ts';

/** Lines shown; all of them are in the copy. */
const SHOWN = 200;

/** What was refused matters most. */
const order = noteOutcome.options;
const outcomes = {
  refused: { title: 'refused', kind: 'error' },
  left: { title: 'left out', kind: 'warning' },
  mended: { title: 'mended', kind: 'warning' },
  noted: { title: 'note', kind: undefined },
} as const satisfies Record<NoteOutcome, { title: string; kind: string | undefined }>;

/** What became of every row of an import: counts, then each mended or refused row with its reason. */
export function ReportNotes({
  report,
  manyFiles = false,
}: {
  report: ImportReport;
  /** Lines are of several files, so that each says its own. */
  manyFiles?: boolean;
}) {
  const placeOf = ({ file, line }: RowNote) =>
    line === null ? file : manyFiles ? `${file}:${line}` : `line ${line}`;
  const { taken, mended, alreadyThere, refused, left, notes } = report;
  const ordered = order.flatMap((outcome) => notes.filter((note) => note.outcome === outcome));
  return (
    <section aria-label="Report">
      <Group gap="lg" mb="xs">
        <Text>
          <b className="done">{count(taken)}</b> taken
        </Text>
        <Text>
          <b className={mended > 0 ? 'warning' : undefined}>{count(mended)}</b> mended
        </Text>
        <Text>
          <b className={refused > 0 ? 'error' : undefined}>{count(refused)}</b> refused
        </Text>
        {left > 0 && (
          <Text>
            <b className="warning">{count(left)}</b> left out
          </Text>
        )}
        <Text>
          <b>{count(alreadyThere)}</b> already there
        </Text>
        {notes.length > 0 && (
          <CopyButton value={ordered.map(noteInWords).join('\n')}>
            {({ copied, copy }) => (
              <Button size="compact-sm" variant="default" ml="auto" onClick={copy}>
                {copied ? 'Copied' : 'Copy the report'}
              </Button>
            )}
          </CopyButton>
        )}
      </Group>
      {ordered.length > 0 && (
        <div className="import-notes" tabIndex={0} role="log" aria-label="Mended and refused rows">
          <table>
            <tbody>
              {ordered.slice(0, SHOWN).map((note) => (
                <tr key={noteInWords(note)}>
                  <td>{placeOf(note)}</td>
                  <td className={outcomes[note.outcome].kind}>{outcomes[note.outcome].title}</td>
                  <td>{note.reason}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {ordered.length > SHOWN && (
            <Text size="sm" c="dimmed" p="xs">
              and {counted(ordered.length - SHOWN, 'more row')}; all are in the copy
            </Text>
          )}
        </div>
      )}
    </section>
  );
}
