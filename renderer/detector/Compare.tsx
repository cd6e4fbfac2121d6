import { useMemo } from 'react';
import type { DetectorEvaluation } from '#terms/detector/evaluation.ts';
import type { Model } from '#terms/models/versions.ts';
import type { Chart } from '../charts/chart.ts';
import { LineChart } from '../charts/LineChart.tsx';
import { api } from '../client/connection.ts';
import { counted } from '../parts/words.ts';
import { CompareWith } from '../reports/CompareWith.tsx';
import { FiguresTable } from '../reports/FiguresTable.tsx';
import { comparedFigures, isShared, onSamePhotos } from './compare-reports.ts';
import { ComparePhotos } from './ComparePhotos.tsx';
import { useDetector } from './detector-store.ts';
import { falseAlarmsOf, Gallery, missesOf } from './Gallery.tsx';

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
      <FiguresTable
        on={`On ${counted(reportA.photos, 'photo')}`}
        names={names}
        rows={comparedFigures(reportA, reportB)}
      />
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
  return (
    <CompareWith
      model={model}
      models={models}
      chosenId={compareWith[model.id]}
      choose={(otherId) => compare(model.id, otherId)}
      evaluation={(modelId) => api.detector.evaluation({ modelId })}
      areAlike={onSamePhotos}
      judgeKind="evaluate-detector"
      judge={(modelId) => api.detector.evaluate({ modelId, likeModelId: model.id })}
      words={{
        unlike: 'was judged on other photos',
        seen: 'photos',
        button: ({ photos }) => `Judge it on these ${counted(photos, 'photo')}`,
      }}
    >
      {(other, reports) => <SideBySide a={other} b={model} reports={reports} />}
    </CompareWith>
  );
}
