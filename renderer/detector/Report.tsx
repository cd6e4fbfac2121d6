import { SegmentedControl, Text, Title } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { DetectorEvaluation } from '#terms/detector/evaluation.ts';
import type { Chart } from '../charts/chart.ts';
import { LineChart } from '../charts/LineChart.tsx';
import { ago, counted, percent } from '../parts/words.ts';
import { FigureCard } from '../reports/FigureCard.tsx';
import { falseAlarmsOf, Gallery, missesOf } from './Gallery.tsx';

type ClassReport = DetectorEvaluation['classes'][number];

/** Precision, recall and F1 of a class against the confidence from which a proposal counts. */
function confidenceChart({ name, curve, best }: ClassReport): Chart {
  return {
    title: `Against confidence: ${name}`,
    xLabel: 'Least confidence',
    x: curve.map(({ confidence }) => confidence),
    lines: [
      { label: 'precision', values: curve.map(({ precision }) => precision) },
      { label: 'recall', values: curve.map(({ recall }) => recall) },
      { label: 'F1', values: curve.map(({ f1 }) => f1) },
    ],
    range: [0, 1],
    xRange: [0, 1],
    mark: { x: best.confidence, label: 'best F1' },
    format: (value) => value.toFixed(2),
    formatX: (value) => value.toFixed(2),
  };
}

/** How well a version does on encounters that it did not learn from. */
export function Report({ report }: { report: DetectorEvaluation }) {
  const { photos, encounters, map50, map5095, classes, at } = report;
  const [chosen, setChosen] = useState(0);
  const shown = classes[chosen] ?? classes[0];
  const chart = useMemo(() => (shown === undefined ? null : confidenceChart(shown)), [shown]);
  const falseAlarms = useMemo(() => falseAlarmsOf(report), [report]);
  const misses = useMemo(() => missesOf(report), [report]);
  return (
    <section className="panel report" aria-label="How well it does">
      <div>
        <Title order={2}>How well it does</Title>
        <Text size="sm" c="dimmed">
          Judged {ago(at)} on {counted(photos, 'photo')} of {counted(encounters, 'encounter')} that
          were kept aside.
        </Text>
      </div>
      <div className="figure-cards">
        <FigureCard
          label="mAP@.5"
          hint="Area under precision against recall; a proposal is right if it covers half of box and proposal together. 1 is perfect."
          figure={map50}
          of="boxes"
        />
        <FigureCard
          label="mAP@.5:.95"
          hint="The same, averaged over ever stricter overlaps: how exactly the boxes sit."
          figure={map5095}
          of="boxes"
        />
        {shown !== undefined && (
          <>
            <FigureCard
              label={`Found, ${shown.name}`}
              hint={`Recall at confidence ${shown.best.confidence.toFixed(2)}, where F1 is best.`}
              figure={{ value: shown.best.recall, n: shown.boxes, interval: null }}
              of="boxes"
              format={percent}
            />
            <FigureCard
              label={`Right, ${shown.name}`}
              hint={`Precision at the same confidence: of what it proposes, the part that is one.`}
              figure={{ value: shown.best.precision, n: shown.boxes, interval: null }}
              of="boxes"
              format={percent}
            />
          </>
        )}
      </div>
      {classes.length > 1 && (
        <SegmentedControl
          aria-label="Class"
          value={`${chosen}`}
          onChange={(value) => setChosen(Number(value))}
          data={classes.map(({ name, boxes }, index) => ({
            value: `${index}`,
            label: `${name} (n = ${boxes})`,
          }))}
          style={{ alignSelf: 'start' }}
        />
      )}
      {chart !== null && <LineChart chart={chart} height={220} />}
      <Gallery
        title="Worst false alarms"
        empty="No proposal of some confidence was wrong."
        mistakes={falseAlarms}
      />
      <Gallery title="Misses" empty="Every box was found." mistakes={misses} />
    </section>
  );
}
