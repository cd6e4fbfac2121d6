import { UnstyledButton } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useEffect, useId, useRef, useState } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import './charts.css';
import type { Chart } from './chart.ts';
import { ChartTable } from './ChartTable.tsx';

/** Told apart by stroke as well, never by colour alone. */
const dashes: readonly (number[] | undefined)[] = [
  undefined,
  [7, 4],
  [2, 3],
  [10, 3, 2, 3],
  [4, 2],
];

/** 1, 2, 5, 10, 20, 50 and so on. */
const wholeSteps = Array.from({ length: 7 }, (_, at) => [1, 2, 5].map((n) => n * 10 ** at)).flat();

const colour = (name: string) =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim();

const threeDigits = (value: number) => Number(value.toPrecision(3)).toString();

function optionsOf(
  {
    lines,
    counts = false,
    range,
    xRange,
    format = threeDigits,
    formatX = threeDigits,
    mark,
    points = false,
  }: Chart,
  size: { width: number; height: number },
  follow: (index: number | null) => void,
): uPlot.Options {
  const axis: uPlot.Axis = {
    stroke: () => colour('--app-faint'),
    grid: { stroke: () => colour('--app-line'), width: 1 },
    ticks: { show: false },
    font: '11px system-ui, sans-serif',
  };
  return {
    ...size,
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 6 } },
    scales: {
      x: { time: false, ...(xRange === undefined ? {} : { range: [...xRange] }) },
      y:
        range === undefined
          ? { range: { min: { pad: 0.08, soft: 0, mode: 2 }, max: { pad: 0.08 } } }
          : { range: [...range] },
    },
    axes: [
      {
        ...axis,
        size: 24,
        ...(counts ? { incrs: wholeSteps } : {}),
        values: (_plot, splits) => splits.map(formatX),
      },
      { ...axis, size: 46, values: (_plot, splits) => splits.map(format) },
    ],
    series: [
      {},
      ...lines.map(({ label }, at): uPlot.Series => ({
        label,
        stroke: () => colour(`--chart-${(at % 5) + 1}`),
        width: 1.75,
        dash: dashes[at % dashes.length],
        spanGaps: true,
        points: { show: points, size: 5 },
      })),
    ],
    hooks: {
      setCursor: [({ cursor: { idx } }) => follow(idx ?? null)],
      drawAxes: [
        (plot) => {
          if (mark === undefined) return;
          const left = plot.valToPos(mark.x, 'x', true);
          const { ctx, bbox } = plot;
          ctx.save();
          ctx.strokeStyle = colour('--mean-match');
          ctx.lineWidth = 1.5;
          ctx.setLineDash([3, 3]);
          ctx.beginPath();
          ctx.moveTo(left, bbox.top);
          ctx.lineTo(left, bbox.top + bbox.height);
          ctx.stroke();
          ctx.restore();
        },
      ],
    },
  };
}

/**
 * Curves over a common x, with what they are written beside and the same numbers as a table: what the
 * pointer shows, the table says to who cannot see it.
 */
export function LineChart({ chart, height = 190 }: { chart: Chart; height?: number }) {
  const { ref, width } = useElementSize<HTMLDivElement>();
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const [at, setAt] = useState<number | null>(null);
  const [asTable, setAsTable] = useState(false);
  const titleId = useId();
  const { title, xLabel, x, lines, format = threeDigits, formatX = threeDigits, mark } = chart;
  // Made anew only if the curves are others; new points of the same ones are handed over.
  const shape = JSON.stringify([lines.map(({ label }) => label), mark, chart.range, chart.xRange]);
  const data: uPlot.AlignedData = [[...x], ...lines.map(({ values }) => [...values])];
  useEffect(() => {
    const target = place.current;
    if (target === null || width === 0) return;
    const made = new uPlot(optionsOf(chart, { width, height }, setAt), data, target);
    plot.current = made;
    const watcher = new MutationObserver(() => made.redraw());
    watcher.observe(document.documentElement, {
      attributeFilter: ['data-mantine-color-scheme'],
    });
    return () => {
      watcher.disconnect();
      made.destroy();
      plot.current = null;
    };
    // oxlint-disable-next-line react/exhaustive-deps -- `shape` stands for what of the chart matters here
  }, [shape, width, height]);
  useEffect(() => {
    plot.current?.setData(data);
    // oxlint-disable-next-line react/exhaustive-deps -- the same points in new arrays are the same
  }, [x, lines]);
  const shownAt = at ?? (mark === undefined ? x.length - 1 : nearest(x, mark.x));
  const where = x[shownAt];
  return (
    <figure className="chart" aria-labelledby={titleId}>
      <figcaption>
        <span className="chart-head">
          <span id={titleId} className="chart-title">
            {title}
          </span>
          <UnstyledButton
            className="chart-switch"
            aria-pressed={asTable}
            onClick={() => setAsTable(!asTable)}
          >
            {asTable ? 'Curve' : 'Table'}
            <span className="visually-hidden"> of {title}</span>
          </UnstyledButton>
        </span>
        <span className="chart-legend">
          {lines.map(({ label, values }, line) => (
            <span key={label}>
              <svg width="18" height="8" aria-hidden>
                <line
                  x1="0"
                  x2="18"
                  y1="4"
                  y2="4"
                  stroke={`var(--chart-${(line % 5) + 1})`}
                  strokeWidth="2"
                  strokeDasharray={dashes[line % dashes.length]?.join(' ')}
                />
              </svg>
              {label} <b>{valueAt(values, shownAt, format)}</b>
            </span>
          ))}
        </span>
      </figcaption>
      <div ref={ref} style={{ display: asTable ? 'none' : undefined }} aria-hidden>
        <div ref={place} style={{ height }} />
        <div className="chart-x">
          {xLabel}
          {where === undefined
            ? ''
            : ` · ${at === null && mark !== undefined ? `${mark.label}: ` : ''}${formatX(where)}`}
        </div>
      </div>
      {asTable && <ChartTable chart={chart} format={format} formatX={formatX} height={height} />}
    </figure>
  );
}

function valueAt(
  values: readonly (number | null)[],
  index: number,
  format: (value: number) => string,
): string {
  // A curve that is measured once an epoch shows its last measure in between.
  for (let at = index; at >= 0; at -= 1) {
    const value = values[at];
    if (value !== null && value !== undefined) return format(value);
  }
  return '–';
}

function nearest(x: readonly number[], wanted: number): number {
  return x.reduce(
    (best, value, at) => (Math.abs(value - wanted) < Math.abs((x[best] ?? 0) - wanted) ? at : best),
    0,
  );
}
