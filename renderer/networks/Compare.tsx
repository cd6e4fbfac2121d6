import { Alert, Button, Group, Select, Table, Text, Title } from '@mantine/core';
import type { EmbedderEvaluation, Model } from '#api/contract/index.ts';
import { api } from '../client/connection.ts';
import { attempt } from '../client/error-words.ts';
import { queryClient, useJobs } from '../client/queries.ts';
import { counted } from '../parts/words.ts';
import { share } from '../training/figures.tsx';
import { isActive, JobProgress } from '../training/JobProgress.tsx';
import { comparedFigures, onSameQueries } from './compare-reports.ts';
import { Mistakes } from './Mistakes.tsx';
import { useNetworks } from './networks-store.ts';
import { useEvaluation } from './use-networks.ts';

const signed = (difference: number) =>
  `${difference >= 0 ? '+' : '−'}${share(Math.abs(difference))}`;

function SideBySide({
  a,
  b,
  reports: [reportA, reportB],
}: {
  a: Model;
  b: Model;
  reports: readonly [EmbedderEvaluation, EmbedderEvaluation];
}) {
  const names = [`v${a.version}`, `v${b.version}`] as const;
  const wrong = ({ mistakes }: EmbedderEvaluation) =>
    new Set(mistakes.map(({ query }) => query.boxId));
  const sides = [
    { name: names[0], own: reportA, others: wrong(reportB), otherName: names[1] },
    { name: names[1], own: reportB, others: wrong(reportA), otherName: names[0] },
  ];
  return (
    <>
      <Table w="auto" verticalSpacing={4} aria-label="Figures of both versions">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>On {counted(reportA.queries, 'query', 'queries')}</Table.Th>
            <Table.Th ta="right">{names[0]}</Table.Th>
            <Table.Th ta="right">{names[1]}</Table.Th>
            <Table.Th ta="right">Difference</Table.Th>
            <Table.Th />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {comparedFigures(reportA, reportB).map(({ label, a: left, b: right, apart }) => (
            <Table.Tr key={label}>
              <Table.Td>{label}</Table.Td>
              <Table.Td ta="right">{share(left.value)}</Table.Td>
              <Table.Td ta="right">{share(right.value)}</Table.Td>
              <Table.Td ta="right">{signed(right.value - left.value)}</Table.Td>
              <Table.Td>
                <Text size="xs" c="dimmed">
                  {apart ? 'hardly chance' : 'may be chance'}
                </Text>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <div className="two-columns">
        {sides.map(({ name, own, others, otherName }) => (
          <Mistakes
            key={name}
            title={`Mistakes of ${name}`}
            mistakes={own.mistakes}
            atOnce={4}
            note={({ query }) =>
              others.has(query.boxId) ? `${otherName} makes it too` : `Only ${name} makes it`
            }
          />
        ))}
      </div>
    </>
  );
}

/** Two embedding networks on the same queries, side by side. */
export function Compare({ model, models }: { model: Model; models: readonly Model[] }) {
  const { compareWith, compare } = useNetworks();
  const { data: jobs } = useJobs();
  const others = models.filter(
    ({ id, state }) => id !== model.id && (state === 'ready' || state === 'retired'),
  );
  const other = others.find(({ id }) => id === compareWith[model.id]);
  const own = useEvaluation(model.id);
  const theirs = useEvaluation(other?.id ?? null);
  const judging = jobs?.find((job) => job.kind === 'evaluate-embedder' && isActive(job));
  if (others.length === 0 || own.data === null || own.data === undefined) return null;
  const report = own.data;
  const judge = () =>
    void attempt('It could not be judged', async () => {
      if (other === undefined) return;
      await api.embedder.evaluate({ modelId: other.id, likeModelId: model.id });
      await queryClient.invalidateQueries({ queryKey: ['jobs'] });
    });
  return (
    <section className="panel report" aria-label="Compare with another version">
      <Group justify="space-between">
        <Title order={2}>Compare with another version</Title>
        <Select
          aria-label="Other version"
          placeholder="Choose a version"
          w={260}
          clearable
          data={others.map(({ id, version, name }) => ({
            value: `${id}`,
            label: `v${version} ${name}`,
          }))}
          value={other === undefined ? null : `${other.id}`}
          onChange={(value) => compare(model.id, value === null ? null : Number(value))}
        />
      </Group>
      {other !== undefined && isActive(judging) && <JobProgress job={judging} />}
      {other !== undefined &&
        theirs.data !== undefined &&
        (theirs.data !== null && onSameQueries(report, theirs.data) ? (
          <SideBySide a={other} b={model} reports={[theirs.data, report]} />
        ) : (
          !isActive(judging) && (
            <Alert variant="default">
              <Group justify="space-between" wrap="nowrap">
                <Text size="sm">
                  {theirs.data === null
                    ? `${other.name} has not been judged.`
                    : `${other.name} was asked other queries, so their figures cannot be set against each other.`}{' '}
                  Some of these fins may be among those that it learned from; then it looks better
                  than it is.
                </Text>
                <Button onClick={judge}>
                  Ask it these {counted(report.queries, 'query', 'queries')}
                </Button>
              </Group>
            </Alert>
          )
        ))}
    </section>
  );
}
