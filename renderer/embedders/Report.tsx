import { Alert, Table, Text, Title } from '@mantine/core';
import { useMemo } from 'react';
import type { EmbedderEvaluation, Reliance } from '#terms/embedder/evaluation.ts';
import { relianceWords } from '#terms/embedder/reliance-words.ts';
import { joinedWords, networkWords } from '#terms/embedder/report-words.ts';
import type { Figure } from '#terms/matching/figures.ts';
import { LineChart } from '../charts/LineChart.tsx';
import { ago, count, counted, percent, share } from '../parts/words.ts';
import { FigureCard } from '../reports/FigureCard.tsx';
import { Mistakes } from './Mistakes.tsx';
import { candidatesFor, missChart, reliabilityChart } from './report-charts.ts';

/** `0.873 (0.81 to 0.92)`. */
const withInterval = ({ value, n, interval }: Figure): string =>
  n === 0
    ? '–'
    : `${share(value)}${interval === null ? '' : ` (${interval[0].toFixed(2)} to ${interval[1].toFixed(2)})`}`;

/** The same figures for a part of the queries each. */
function Slices({ title, slices }: { title: string; slices: EmbedderEvaluation['bySide'] }) {
  if (slices.length === 0) return null;
  return (
    <Table w="auto" verticalSpacing={3} aria-label={title}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{title}</Table.Th>
          <Table.Th ta="right">n</Table.Th>
          <Table.Th>MAP@5</Table.Th>
          <Table.Th>top-1</Table.Th>
          <Table.Th>top-5</Table.Th>
          <Table.Th>top-10</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {slices.map(({ name, map5, top1, top5, top10 }) => (
          <Table.Tr key={name}>
            <Table.Td>{name}</Table.Td>
            <Table.Td ta="right">{count(map5.n)}</Table.Td>
            {[map5, top1, top5, top10].map((figure, column) => (
              // oxlint-disable-next-line react/no-array-index-key -- a column is its place
              <Table.Td key={column}>{withInterval(figure)}</Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** What the figures mean for the person who looks through candidates. */
function MissWords({ report }: { report: EmbedderEvaluation }) {
  const five = candidatesFor(report, 0.05);
  const one = candidatesFor(report, 0.01);
  const words = (most: string, candidates: number | null) =>
    candidates === null
      ? `Not even the longest list misses fewer than ${most}.`
      : `Look at ${counted(candidates, 'candidate')} to miss no more than ${most}.`;
  return (
    <Text size="sm">
      {words('5 %', five)} {five === null ? '' : words('1 %', one)}{' '}
      <span className="faint">
        Of {counted(report.known, 'query', 'queries')} whose animal was in the catalogue.
      </span>
    </Text>
  );
}

function RelianceNote({ reliance }: { reliance: Reliance }) {
  const { words, isWarning } = relianceWords(reliance);
  return (
    <Alert
      variant="light"
      color={isWarning ? 'yellow' : 'gray'}
      title="Is it the animal?"
      role={isWarning ? 'alert' : 'note'}
    >
      {words}
    </Alert>
  );
}

/** How well a version tells animals apart, on encounters and individuals that it did not learn from. */
export function Report({ report }: { report: EmbedderEvaluation }) {
  const { queries, known, gallery, at, calibration, folds, threshold, newShare, aucNew } = report;
  const reliability = useMemo(() => reliabilityChart(report), [report]);
  const missed = useMemo(() => missChart(report), [report]);
  return (
    <section className="panel report" aria-label="How well it does">
      <div>
        <Title order={2}>How well it does</Title>
        <Text size="sm" c="dimmed">
          Judged {ago(at)}: {counted(queries, 'fin')} of encounters kept aside, {count(known)} of
          known animals and {count(report.new)} of new ones, against {counted(gallery.boxes, 'fin')}{' '}
          of {counted(gallery.individuals, 'individual')}.
          {[networkWords(report), joinedWords(report)].map((words) => words !== '' && ` ${words}`)}
          {folds.length > 1 &&
            ` The threshold for “new” was chosen on the other ${folds.length - 1} of ${folds.length} parts of the animals each time; MAP@5 of the parts: ${folds.map(({ map5 }) => share(map5)).join(', ')}.`}
        </Text>
      </div>
      <div className="figure-cards">
        <FigureCard
          label="MAP@5"
          hint="1 if the right answer stands first, 1/2 if second, … 0 if not among five. “New” is an answer too."
          figure={report.map5}
          of="queries"
        />
        <FigureCard
          label="MAP@5, known animals"
          hint="Only queries whose animal is in the catalogue."
          figure={report.map5Known}
          of="queries"
        />
        {report.map5Individuals !== null && (
          <FigureCard
            label="MAP@5, individuals alone"
            hint="Of known animals, without “new” in the list, as most other programs count it."
            figure={report.map5Individuals}
            of="queries"
          />
        )}
        <FigureCard
          label="MAP@5, new animals"
          hint={`“New” enters the list at a score of ${share(threshold)}, chosen for ${percent(newShare)} new animals.`}
          figure={report.map5New}
          of="queries"
        />
        <FigureCard
          label="Right animal first (top-1)"
          hint="Of known animals, the part whose own name stands first."
          figure={report.top1}
          of="queries"
          format={percent}
        />
        <FigureCard
          label="Among the first five"
          hint="The same for a list of five."
          figure={report.top5}
          of="queries"
          format={percent}
        />
        <FigureCard
          label="Among the first ten"
          hint="The same for a list of ten."
          figure={report.top10}
          of="queries"
          format={percent}
        />
      </div>
      <div className="charts">
        <div>
          <LineChart chart={missed} height={220} />
          <MissWords report={report} />
        </div>
        <div>
          <LineChart chart={reliability} height={220} />
          <Text size="sm">
            {calibration.n === 0
              ? 'Too few fins of known and new animals were judged to say what a chance is worth.'
              : `Off by ${percent(calibration.ece, 1)} on average (ECE of ${calibration.method === 'ranking' ? counted(calibration.n, 'first candidate') : counted(calibration.n, 'pair')}, none judged by what it was fitted to).${calibration.eceOfExact === null ? '' : ` Exact chances would be off by ${percent(calibration.eceOfExact, 1)} on so few.`}`}
            {aucNew !== null &&
              ` The first score tells a new animal from a known one in ${percent(aucNew)} of pairs (AUC).`}
          </Text>
        </div>
      </div>
      {report.reliance !== null && <RelianceNote reliance={report.reliance} />}
      <Slices title="By side" slices={report.bySide} />
      <Slices title="By species" slices={report.bySpecies} />
      <Mistakes mistakes={report.mistakes} />
    </section>
  );
}
