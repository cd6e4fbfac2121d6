import { Alert, Button, Group, Select, Table, Text, Title } from '@mantine/core';
import { useMemo } from 'react';
import type { DetectorEvaluation, Model } from '#api/contract/index.ts';
import { api } from '../client/connection.ts';
import { attempt } from '../client/error-words.ts';
import { queryClient, useJobs } from '../client/queries.ts';
import { counted } from '../parts/words.ts';
import { share } from '../training/figures.tsx';
import { isActive, JobProgress } from '../training/JobProgress.tsx';
import { LineChart, type Chart } from '../training/LineChart.tsx';
import { comparedFigures, isShared, onSamePhotos } from './compare-reports.ts';
import { ComparePhotos } from './ComparePhotos.tsx';
import { useDetector } from './detector-store.ts';
import { falseAlarmsOf, Gallery, missesOf } from './Gallery.tsx';
import { useEvaluation } from './use-detector.ts';

/** Recall and precision of one class, of both versions, against confidence. */
function bothChart(
  [a, b]: readonly [DetectorEvaluation, DetectorEvaluation],
  [nameA, nameB]: readonly [string, string],
): Chart | null {
  const [first] = a.classes;
  const other = b.classes.find(({ name }) => name === first?.name);
  if (first === undefined || other === undefined) return null;
  if (first.curve.length !== other.curve.length) return null;
  return {
    title: `Against confidence: ${first.name}`,
    xLabel: 'Least confidence',
    x: first.curve.map(({ confidence }) => confidence),
    lines: [
      { label: `recall ${nameA}`, values: first.curve.map(({ recall }) => recall) },
      { label: `recall ${nameB}`, values: other.curve.map(({ recall }) => recall) },
      { label: `precision ${nameA}`, values: first.curve.map(({ precision }) => precision) },
      { label: `precision ${nameB}`, values: other.curve.map(({ precision }) => precision) },
    ],
    range: [0, 1],
    xRange: [0, 1],
    mark: { x: other.best.confidence, label: `best F1 of ${nameB}` },
    format: (value) => value.toFixed(2),
    formatX: (value) => value.toFixed(2),
  };
}

function SideBySide({
  a,
  b,
  reports: [reportA, reportB],
}: {
  a: Model;
  b: Model;
  reports: readonly [DetectorEvaluation, DetectorEvaluation];
}) {
  const names = [`v${a.version}`, `v${b.version}`] as const;
  const chart = useMemo(
    () => bothChart([reportA, reportB], [`v${a.version}`, `v${b.version}`]),
    [reportA, reportB, a.version, b.version],
  );
  const sides = [
    { name: names[0], own: reportA, other: reportB, otherName: names[1] },
    { name: names[1], own: reportB, other: reportA, otherName: names[0] },
  ];
  return (
    <>
      <Table w="auto" aria-label="Figures of both versions">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>On {counted(reportA.photos, 'photo')}</Table.Th>
            <Table.Th ta="right">{names[0]}</Table.Th>
            <Table.Th ta="right">{names[1]}</Table.Th>
            <Table.Th ta="right">Difference</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {comparedFigures(reportA, reportB).map(({ label, a: left, b: right }) => (
            <Table.Tr key={label}>
              <Table.Td>{label}</Table.Td>
              <Table.Td ta="right">{share(left)}</Table.Td>
              <Table.Td ta="right">{share(right)}</Table.Td>
              <Table.Td ta="right">{`${right >= left ? '+' : '−'}${share(Math.abs(right - left))}`}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {chart !== null && <LineChart chart={chart} height={220} />}
      <ComparePhotos reports={[reportA, reportB]} names={names} />
      <div className="two-columns">
        {sides.map(({ name, own, other, otherName }) => {
          const note =
            (others: ReturnType<typeof missesOf>) => (mistake: (typeof others)[number]) =>
              isShared(mistake, others) ? `${otherName} too` : `only ${name}`;
          return (
            <div key={name} className="compared">
              <Gallery
                title={`Misses of ${name}`}
                empty="Every box was found."
                mistakes={missesOf(own)}
                note={note(missesOf(other))}
                atOnce={4}
              />
              <Gallery
                title={`False alarms of ${name}`}
                empty="No proposal of some confidence was wrong."
                mistakes={falseAlarmsOf(own)}
                note={note(falseAlarmsOf(other))}
                atOnce={4}
              />
            </div>
          );
        })}
      </div>
    </>
  );
}

/** Two versions on the same photos, side by side. */
export function Compare({ model, models }: { model: Model; models: readonly Model[] }) {
  const { compareWith, compare } = useDetector();
  const { data: jobs } = useJobs();
  const others = models.filter(
    ({ id, state }) => id !== model.id && (state === 'ready' || state === 'retired'),
  );
  const other = others.find(({ id }) => id === compareWith[model.id]);
  const own = useEvaluation(model.id);
  const theirs = useEvaluation(other?.id ?? null);
  const judging = jobs?.find((job) => job.kind === 'evaluate-detector' && isActive(job));
  if (others.length === 0 || own.data === null || own.data === undefined) return null;
  const report = own.data;
  const judge = () =>
    void attempt('It could not be judged', async () => {
      if (other === undefined) return;
      await api.detector.evaluate({ modelId: other.id, likeModelId: model.id });
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
        (theirs.data !== null && onSamePhotos(report, theirs.data) ? (
          <SideBySide a={other} b={model} reports={[theirs.data, report]} />
        ) : (
          !isActive(judging) && (
            <Alert variant="default">
              <Group justify="space-between" wrap="nowrap">
                <Text size="sm">
                  {theirs.data === null
                    ? `${other.name} has not been judged.`
                    : `${other.name} was judged on other photos, so their figures cannot be set against each other.`}{' '}
                  Some of these photos may be among those that it learned from; then it looks better
                  than it is.
                </Text>
                <Button onClick={judge}>Judge it on these {counted(report.photos, 'photo')}</Button>
              </Group>
            </Alert>
          )
        ))}
    </section>
  );
}
