/** Small plots as SVG, readable without a script. */

export interface Line {
  name: string;
  points: readonly (readonly [x: number, y: number])[];
}

const WIDTH = 500;
const HEIGHT = 240;
const LEFT = 48;
const RIGHT = 12;
const TOP = 14;
const BOTTOM = 40;
/** Width of a letter of the key, at most. */
const LETTER = 6.2;
const FEW_POINTS = 30;
/** Told apart by those who see no red or green, too. */
const colors = ['#0b7a70', '#b3561f', '#44519e', '#8a8f93', '#9b3a77', '#c2a014'];

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const short = (value: number) => Number(value.toPrecision(3)).toString();

function figure(caption: string, inside: string): string {
  return `<figure><svg width="${WIDTH}" height="${HEIGHT}" role="img" aria-label="${escaped(caption)}" font-size="11" fill="#555c61">${inside}</svg><figcaption>${escaped(caption)}</figcaption></figure>`;
}

/** Lines over a common scale; y begins at 0 unless something lies below. */
export function lines(caption: string, all: readonly Line[]): string {
  const points = all.flatMap((line) => line.points).filter(([, y]) => Number.isFinite(y));
  if (points.length === 0) return '';
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const [x0, x1] = [Math.min(...xs), Math.max(...xs)];
  const [y0, y1] = [Math.min(0, ...ys), Math.max(...ys)];
  const right = WIDTH - RIGHT;
  const bottom = HEIGHT - BOTTOM;
  const px = (x: number) => LEFT + ((x - x0) / Math.max(1e-9, x1 - x0)) * (right - LEFT);
  const py = (y: number) => bottom - ((y - y0) / Math.max(1e-9, y1 - y0)) * (bottom - TOP);
  const grid = [0, 0.5, 1]
    .map((part) => y0 + part * (y1 - y0))
    .map(
      (y) =>
        `<path d="M${LEFT} ${py(y)}H${right}" stroke="#dfe2e4"/><text x="${LEFT - 6}" y="${py(y) + 4}" text-anchor="end">${short(y)}</text>`,
    );
  const ends = `<text x="${LEFT}" y="${bottom + 15}">${short(x0)}</text><text x="${right}" y="${bottom + 15}" text-anchor="end">${short(x1)}</text>`;
  let key = LEFT;
  const drawn = all.map(({ name, points: own }, at) => {
    const color = colors[at % colors.length];
    const finite = own.filter(([, y]) => Number.isFinite(y));
    const path = finite
      .map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${px(x).toFixed(1)} ${py(y).toFixed(1)}`)
      .join('');
    // A line of few points is seen by its points, one of a single point by nothing else.
    const dots = finite.length > FEW_POINTS ? [] : finite;
    const points = dots.map(
      ([x, y]) => `<circle cx="${px(x)}" cy="${py(y)}" r="3" fill="${color}"/>`,
    );
    const named = key;
    key += 36 + LETTER * name.length;
    return `${points.join('')}<path d="${path}" fill="none" stroke="${color}" stroke-width="1.6"/><path d="M${named} ${HEIGHT - 8}h14" stroke="${color}" stroke-width="3"/><text x="${named + 19}" y="${HEIGHT - 4}">${escaped(name)}</text>`;
  });
  return figure(caption, grid.join('') + ends + drawn.join(''));
}

export function bars(caption: string, all: readonly { name: string; value: number }[]): string {
  const most = Math.max(1, ...all.map(({ value }) => value));
  const step = (WIDTH - LEFT - RIGHT) / Math.max(1, all.length);
  const bottom = HEIGHT - BOTTOM;
  const drawn = all.map(({ name, value }, at) => {
    const height = (value / most) * (bottom - TOP - 14);
    const x = LEFT + at * step;
    return `<rect x="${x}" y="${bottom - height}" width="${step * 0.7}" height="${height}" fill="${colors[0]}"/><text x="${x + step * 0.35}" y="${bottom - height - 4}" text-anchor="middle">${value}</text><text x="${x + step * 0.35}" y="${bottom + 15}" text-anchor="middle">${escaped(name)}</text>`;
  });
  return figure(caption, drawn.join(''));
}
