import type { EmbedderEvaluation } from '#terms/embedder/evaluation.ts';
import type { Model } from '#terms/models/versions.ts';
import { api } from '../client/connection.ts';
import { counted } from '../parts/words.ts';
import { CompareWith } from '../reports/CompareWith.tsx';
import { FiguresTable } from '../reports/FiguresTable.tsx';
import { comparedFigures, onSameQueries } from './compare-reports.ts';
import { useEmbedder } from './embedder-store.ts';
import { Mistakes } from './Mistakes.tsx';

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
      <FiguresTable
        on={`On ${counted(reportA.queries, 'query', 'queries')}`}
        names={names}
        rows={comparedFigures(reportA, reportB)}
      />
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
  const { compareWith, compare } = useEmbedder();
  return (
    <CompareWith
      model={model}
      models={models}
      chosenId={compareWith[model.id]}
      choose={(otherId) => compare(model.id, otherId)}
      evaluation={(modelId) => api.embedder.evaluation({ modelId })}
      areAlike={onSameQueries}
      judgeKind="evaluate-embedder"
      judge={(modelId) => api.embedder.evaluate({ modelId, likeModelId: model.id })}
      words={{
        unlike: 'was asked other queries',
        seen: 'fins',
        button: ({ queries }) => `Ask it these ${counted(queries, 'query', 'queries')}`,
      }}
    >
      {(other, reports) => <SideBySide a={other} b={model} reports={reports} />}
    </CompareWith>
  );
}
