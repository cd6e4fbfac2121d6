import './decisions.css';
import { Badge, Button, Center, Group, Loader, Select, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { LogFilter, LoggedDecision } from '#terms/identity/decisions.ts';
import { rounds } from '#terms/identity/rounds.ts';
import { loggedVerdict, saysOf, titleOfLogged } from '#terms/identity/verdicts.ts';
import { idsOf } from '#terms/tables.ts';
import { api } from '../client/connection.ts';
import { attempt, showDone } from '../client/error-words.ts';
import { useReviewers } from '../client/queries.ts';
import { pickFolder } from '../dialogs/pick.ts';
import { BoxThumb } from '../parts/BoxThumb.tsx';
import { FailedState } from '../parts/FailedState.tsx';
import { capital, counted } from '../parts/words.ts';
import { asReviewer } from '../reviewer/as-reviewer.ts';

const AT_ONCE = 100;

function Shown({ row }: { row: LoggedDecision }) {
  const { candidates, model } = row;
  if (candidates.length === 0) return <span>–</span>;
  const listed = candidates.slice(0, 4).map(({ code, probability, score }) => {
    const number = probability ?? score;
    return number === null ? code : `${code} ${number.toFixed(2)}`;
  });
  const more = candidates.length > 4 ? ` +${candidates.length - 4}` : '';
  return (
    <span title={candidates.map(({ code }) => code).join(', ')}>
      {listed.join(', ')}
      {more}
      {model === null ? '' : ` · ${model}`}
    </span>
  );
}

function Row({ row, undo }: { row: LoggedDecision; undo: () => void }) {
  const { verdict, code, nowCode, stands, undoneBy, origin, round, isSplit, note } = row;
  const marks = [
    origin === 'import' ? 'imported' : '',
    round === 'first' ? '' : rounds[round].done.toLowerCase(),
    isSplit ? 'split' : '',
    row.redoes === null ? '' : 'brought back',
  ].filter((mark) => mark !== '');
  return (
    <tr data-undone={undoneBy !== null || undefined}>
      <td className="log-time">
        {new Date(row.decidedAt).toISOString().slice(0, 16).replace('T', ' ')}
      </td>
      <td>
        <span className="log-photo">
          <BoxThumb box={{ boxId: row.boxId, revision: 0 }} />
          <span>{row.photoName}</span>
        </span>
      </td>
      <td>
        <span className="log-verdict">
          {saysOf(verdict)} <strong>{code ?? ''}</strong>
          {nowCode === null ? '' : ` (now ${nowCode})`}
        </span>{' '}
        {marks.map((mark) => (
          <Badge key={mark} size="xs" variant="default" tt="none">
            {mark}
          </Badge>
        ))}
        {note !== '' && (
          <Text size="sm" c="dimmed">
            {note}
          </Text>
        )}
      </td>
      <td>{row.reviewer ?? '–'}</td>
      <td>
        <Shown row={row} />
      </td>
      <td>
        {undoneBy === null
          ? stands
            ? 'stands'
            : verdict === 'undo'
              ? ''
              : round === 'second'
                ? 'blind'
                : 'replaced'
          : `taken back by ${undoneBy}`}
      </td>
      <td>
        {verdict !== 'undo' && undoneBy === null && (
          <Button size="compact-xs" variant="subtle" color="gray" onClick={undo}>
            Undo
          </Button>
        )}
      </td>
    </tr>
  );
}

const ofAll: LogFilter = {};

/** The decisions of a box, of an individual or of all, newest first; filtered and written to a table. */
export function DecisionLog({ only = ofAll }: { only?: LogFilter }) {
  const { data: reviewers = [] } = useReviewers();
  const [chosen, setChosen] = useState<LogFilter>({});
  const [typed, setTyped] = useState('');
  const [text] = useDebouncedValue(typed, 200);
  const [limit, setLimit] = useState(AT_ONCE);
  const whole = Object.keys(only).length === 0;
  const filter: LogFilter = { ...chosen, ...only, ...(text.trim() === '' ? {} : { text }) };
  const log = useQuery({
    queryKey: ['decisions', 'log', filter, limit],
    queryFn: () => api.decisions.log({ filter, offset: 0, limit }),
    placeholderData: keepPreviousData,
  });
  const undo = (decisionId: number) => {
    asReviewer((reviewerId) => {
      void attempt('It could not be taken back', async () => {
        await api.decisions.undo({ decisionId, reviewerId });
      });
    });
  };
  const write = async () => {
    const folder = await pickFolder('Write the decisions into');
    if (folder === null) return;
    await attempt('The decisions could not be written', async () => {
      const { path, rows } = await api.decisions.exportLog({ folder, filter });
      showDone(`${counted(rows, 'decision')} written to ${path}`);
    });
  };
  if (log.isError) return <FailedState error={log.error} retry={() => void log.refetch()} />;
  if (log.data === undefined) {
    return (
      <Center p="xl">
        <Loader role="status" aria-label="Loading" />
      </Center>
    );
  }
  const { rows, total } = log.data;
  return (
    <div>
      <Group gap="xs" mb="sm">
        <TextInput
          size="xs"
          aria-label="Part of a note, code or file name"
          placeholder="Note, code or file name"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        {whole && (
          <>
            <Select
              size="xs"
              w={150}
              aria-label="Reviewer"
              placeholder="Any reviewer"
              clearable
              data={reviewers.map(({ id, name }) => ({ value: `${id}`, label: name }))}
              value={chosen.reviewerId === undefined ? null : `${chosen.reviewerId}`}
              onChange={(value) =>
                setChosen({ ...chosen, reviewerId: value === null ? undefined : Number(value) })
              }
            />
            <Select
              size="xs"
              w={150}
              aria-label="Verdict"
              placeholder="Any verdict"
              clearable
              data={loggedVerdict.options.map((value) => ({
                value,
                label: capital(titleOfLogged(value)),
              }))}
              value={chosen.verdict ?? null}
              onChange={(value) => setChosen({ ...chosen, verdict: value ?? undefined })}
            />
            <Select
              size="xs"
              w={150}
              aria-label="Round"
              placeholder="Any round"
              clearable
              data={idsOf(rounds).map((value) => ({ value, label: rounds[value].done }))}
              value={chosen.round ?? null}
              onChange={(value) => setChosen({ ...chosen, round: value ?? undefined })}
            />
          </>
        )}
        <Text c="dimmed">{counted(total, 'row')}</Text>
        <Button size="xs" variant="default" ml="auto" onClick={() => void write()}>
          Write as CSV…
        </Button>
      </Group>
      {rows.length === 0 ? (
        <Text c="dimmed" p="md">
          Nobody has decided anything that fits.
        </Text>
      ) : (
        <div className="log-table">
          <table>
            <thead>
              <tr>
                <th>When (UTC)</th>
                <th>Fin</th>
                <th>Verdict</th>
                <th>Who</th>
                <th>Candidates shown</th>
                <th>Now</th>
                <th>
                  <span className="visually-hidden">Undo</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <Row key={row.id} row={row} undo={() => undo(row.id)} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {rows.length < total && (
        <Button
          mt="sm"
          size="xs"
          variant="default"
          onClick={() => setLimit(Math.min(1000, limit + 300))}
        >
          Show more
        </Button>
      )}
    </div>
  );
}
