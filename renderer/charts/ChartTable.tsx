import type { Chart } from './chart.ts';

/** More rows tell nobody more; the last one is always there. */
const MOST_ROWS = 40;

/** A chart's numbers, thinned out evenly. */
export function ChartTable({
  chart: { title, xLabel, x, lines, columns },
  format,
  formatX,
  height,
}: {
  chart: Chart;
  format: (value: number) => string;
  formatX: (value: number) => string;
  height: number;
}) {
  const every = Math.max(1, Math.ceil(x.length / MOST_ROWS));
  const rows = x.map((_, at) => at).filter((at) => at % every === 0 || at === x.length - 1);
  return (
    <div className="chart-table" style={{ height }} role="region" aria-label={title} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{xLabel}</th>
            {lines.map(({ label }) => (
              <th key={label} scope="col">
                {label}
              </th>
            ))}
            {columns?.map(({ label }) => (
              <th key={label} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((at) => (
            <tr key={at}>
              <th scope="row">{formatX(x[at] ?? 0)}</th>
              {lines.map(({ label, values }) => {
                const value = values[at];
                return (
                  <td key={label}>{value === null || value === undefined ? '–' : format(value)}</td>
                );
              })}
              {columns?.map(({ label, values }) => (
                <td key={label}>{values[at]?.toLocaleString('en') ?? '–'}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
