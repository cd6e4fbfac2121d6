/** What of a training's points is drawn, and how it is grouped into charts. */
import type { ModelKind, TrainingPoint } from '#terms/models/versions.ts';
import type { Chart } from '../charts/chart.ts';

const validation = 'validation ';

/** Numbers that say something about the machine rather than about how well it learns. */
const aside = new Set(['gradient norm', 'learning rate']);

const column = (points: readonly TrainingPoint[], name: string) =>
  points.map(({ series }) => series[name] ?? null);

/** Losses in one chart; what validation found, between 0 and 1, in another. */
export function chartsOf(points: readonly TrainingPoint[], kind: ModelKind): Chart[] {
  const found = new Set(points.flatMap(({ series }) => Object.keys(series)));
  const judged = [...found].filter((name) => name.startsWith(validation));
  const figures = judged.filter((name) => !/loss/.test(name));
  const losses = [...found].filter((name) => !judged.includes(name) && !aside.has(name));
  // A single part is the sum itself.
  if (losses.length === 2 && losses.includes('loss'))
    losses.splice(losses[0] === 'loss' ? 1 : 0, 1);
  // The sum first: it is what the eye looks for.
  losses.sort((a, b) => Number(b === 'loss') - Number(a === 'loss'));
  const lossLines = [...losses, ...judged.filter((name) => /loss/.test(name))];
  const chart = (title: string, series: readonly string[]): Chart => {
    const own = points.filter((point) => series.some((name) => name in point.series));
    return {
      title,
      xLabel: 'Step',
      x: own.map(({ step }) => step),
      lines: series.map((name) => ({
        label: name.startsWith(validation) ? name.slice(validation.length) : name,
        values: column(own, name),
      })),
      formatX: (value) => value.toLocaleString('en'),
      counts: true,
    };
  };
  const charts: Chart[] = [];
  if (lossLines.length > 0) charts.push(chart('Loss', lossLines));
  if (figures.length > 0)
    charts.push({
      ...chart(
        kind === 'detector' ? 'On photos kept for judging' : 'On encounters kept for judging',
        figures,
      ),
      range: [0, 1],
      points: true,
    });
  return charts;
}
