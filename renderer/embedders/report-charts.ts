import type { EmbedderEvaluation } from '#terms/embedder/evaluation.ts';
import type { Chart } from '../charts/chart.ts';

/** How often a stated probability came true: on the straight line a number means what it says. */
export function reliabilityChart({ calibration }: EmbedderEvaluation): Chart {
  const bins = calibration.bins.filter(({ n }) => n > 0);
  return {
    title: 'Does a probability mean what it says?',
    xLabel: 'Probability stated',
    x: bins.map(({ said }) => said),
    lines: [
      { label: 'came true', values: bins.map(({ was }) => was) },
      { label: 'as stated', values: bins.map(({ said }) => said) },
    ],
    columns: [{ label: 'n', values: bins.map(({ n }) => n) }],
    range: [0, 1],
    xRange: [0, 1],
    points: true,
    format: (value) => value.toFixed(2),
    formatX: (value) => value.toFixed(2),
  };
}

/** How many known animals are missed by somebody who looks at so many candidates. */
export function missChart({ missRates }: EmbedderEvaluation): Chart {
  return {
    title: 'Missed by looking at so many candidates',
    xLabel: 'Candidates looked at',
    x: missRates.map(({ candidates }) => candidates),
    lines: [{ label: 'missed', values: missRates.map(({ missed }) => missed) }],
    columns: [{ label: 'n queries', values: missRates.map(({ n }) => n) }],
    format: (value) => `${(value * 100).toFixed(value < 0.1 ? 1 : 0)} %`,
    formatX: (value) => value.toLocaleString('en'),
    counts: true,
    points: missRates.length <= 20,
  };
}

/**
 * Fewest candidates by which no more than a part is missed, or null if even the most are too few.
 * @param most part that may be missed, 0…1
 */
export function candidatesFor(
  { missRates }: Pick<EmbedderEvaluation, 'missRates'>,
  most: number,
): number | null {
  const enough = missRates.filter(({ missed }) => missed <= most);
  return enough.length === 0 ? null : Math.min(...enough.map(({ candidates }) => candidates));
}
