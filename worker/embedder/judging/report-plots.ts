/** Plots of a report as SVG text: two axes from 0 to 1, lines and dots, readable in black and white. */

interface Plot {
  title: string;
  xName: string;
  yName: string;
  /** Marks of the x axis: place 0…1 and what stands there. */
  xMarks: readonly { at: number; text: string }[];
  line: readonly { x: number; y: number }[];
  /** A line to compare with, such as the diagonal. */
  guide?: readonly { x: number; y: number }[];
}

const [width, height, left, bottom, top, right] = [380, 260, 46, 40, 24, 12];

/** @param plot values 0…1 */
export function plotSvg({ title, xName, yName, xMarks, line, guide = [] }: Plot): string {
  const x = (value: number) => (left + value * (width - left - right)).toFixed(1);
  const y = (value: number) => (height - bottom - value * (height - bottom - top)).toFixed(1);
  const path = (points: readonly { x: number; y: number }[]) =>
    points.map((point) => `${x(point.x)},${y(point.y)}`).join(' ');
  const rows = [0, 0.25, 0.5, 0.75, 1].map(
    (value) =>
      `<line x1="${x(0)}" x2="${x(1)}" y1="${y(value)}" y2="${y(value)}" stroke="#ddd"/>` +
      `<text x="${left - 6}" y="${y(value)}" text-anchor="end" dominant-baseline="middle">${value}</text>`,
  );
  const marks = xMarks.map(
    ({ at, text }) =>
      `<text x="${x(at)}" y="${height - bottom + 14}" text-anchor="middle">${text}</text>`,
  );
  const dots = line.map(
    (point) => `<circle cx="${x(point.x)}" cy="${y(point.y)}" r="3" fill="#1864ab"/>`,
  );
  return [
    `<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${title}">`,
    `<text x="${left}" y="14" font-weight="600">${title}</text>`,
    ...rows,
    ...marks,
    guide.length === 0
      ? ''
      : `<polyline points="${path(guide)}" fill="none" stroke="#999" stroke-dasharray="4 3"/>`,
    `<polyline points="${path(line)}" fill="none" stroke="#1864ab" stroke-width="2"/>`,
    ...dots,
    `<text x="${x(0.5)}" y="${height - 6}" text-anchor="middle">${xName}</text>`,
    `<text transform="translate(11 ${y(0.5)}) rotate(-90)" text-anchor="middle">${yName}</text>`,
    '</svg>',
  ].join('');
}
