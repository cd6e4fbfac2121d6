import type { EmbedderEvaluation } from '#terms/embedder/evaluation.ts';
import type { Figure } from '#terms/matching/figures.ts';
import type { FigurePair } from '../reports/FiguresTable.tsx';

/** Whether two reports asked the same queries: only then may their figures be set against each other. */
export function onSameQueries(a: EmbedderEvaluation, b: EmbedderEvaluation): boolean {
  const shape = ({ queries, known, gallery, ...rest }: EmbedderEvaluation) =>
    [queries, known, rest.new, gallery.boxes, gallery.individuals].join();
  return shape(a) === shape(b);
}

const figures = [
  ['map5', 'MAP@5'],
  ['map5Known', 'MAP@5, known animals'],
  ['map5New', 'MAP@5, new animals'],
  ['top1', 'top-1'],
  ['top5', 'top-5'],
  ['top10', 'top-10'],
] as const;

/** The figures of both; a difference is hardly chance where the 95 % intervals do not meet. */
export function comparedFigures(a: EmbedderEvaluation, b: EmbedderEvaluation): FigurePair[] {
  return figures.map(([key, label]) => ({
    label,
    a: a[key].value,
    b: b[key].value,
    note: areApart(a[key].interval, b[key].interval) ? 'hardly chance' : 'may be chance',
  }));
}

function areApart(a: Figure['interval'], b: Figure['interval']): boolean {
  return a !== null && b !== null && (a[1] < b[0] || b[1] < a[0]);
}
