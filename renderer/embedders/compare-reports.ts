import type { EmbedderEvaluation } from '#api/contract/index.ts';
import type { Figure } from '#terms/matching/figures.ts';

/** Whether two reports asked the same queries: only then may their figures be set against each other. */
export function onSameQueries(a: EmbedderEvaluation, b: EmbedderEvaluation): boolean {
  const shape = ({ queries, known, gallery, ...rest }: EmbedderEvaluation) =>
    [queries, known, rest.new, gallery.boxes, gallery.individuals].join();
  return shape(a) === shape(b);
}

export interface ComparedFigure {
  label: string;
  a: Figure;
  b: Figure;
  /** Whether the 95 % intervals do not meet: a difference that is hardly chance. */
  apart: boolean;
}

const figures = [
  ['map5', 'MAP@5'],
  ['map5Known', 'MAP@5, known animals'],
  ['map5New', 'MAP@5, new animals'],
  ['top1', 'top-1'],
  ['top5', 'top-5'],
  ['top10', 'top-10'],
] as const;

export function comparedFigures(a: EmbedderEvaluation, b: EmbedderEvaluation): ComparedFigure[] {
  return figures.map(([key, label]) => ({
    label,
    a: a[key],
    b: b[key],
    apart: areApart(a[key].interval, b[key].interval),
  }));
}

function areApart(a: Figure['interval'], b: Figure['interval']): boolean {
  return a !== null && b !== null && (a[1] < b[0] || b[1] < a[0]);
}
