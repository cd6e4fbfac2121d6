/** Pixels along each side of a drawn map: smooth at any zoom, and quickly made. */
export const HEAT_PIXELS = 128;

/** Width of the bell that each position of the network is drawn as, in positions. */
const SIGMA = 0.45;
/** Over this many positions the map fades out towards the edge of what the network saw. */
const FADE = 0.5;
/** How much of the photo the hottest place covers, 0–1. */
const COVERS = 0.72;

/** Deep orange to light yellow: seen on a dark fin and on blue water, and ordered in brightness. */
const COLD = [214, 60, 18] as const;
const HOT = [255, 236, 120] as const;

const bell = (distance: number) => Math.exp((-distance * distance) / (2 * SIGMA * SIGMA));

const eased = (share: number) => {
  const t = Math.min(1, Math.max(0, share));
  return t * t * (3 - 2 * t);
};

/** For each pixel of a side: how much of each of its positions it shows, and how far it is from the edge. */
function alongSide(positions: number): { shares: number[]; fade: number }[] {
  return Array.from({ length: HEAT_PIXELS }, (_, pixel) => {
    const at = ((pixel + 0.5) / HEAT_PIXELS) * positions;
    return {
      shares: Array.from({ length: positions }, (__, cell) => bell(at - cell - 0.5)),
      fade: eased(Math.min(at, positions - at) / FADE),
    };
  });
}

/**
 * The map as RGBA pixels, HEAT_PIXELS a side: what is hottest in `grid` covers most, nothing covers nothing,
 * and no edge of the map is seen that is none of the heat.
 *
 * @param grid row by row, 0–1
 */
export function heatPixels(
  grid: readonly number[],
  columns: number,
  rows: number,
): Uint8ClampedArray<ArrayBuffer> {
  const [across, down] = [alongSide(columns), alongSide(rows)];
  const heat = new Float32Array(HEAT_PIXELS * HEAT_PIXELS);
  let most = 0;
  for (const [y, { shares: ofRow, fade: fadeY }] of down.entries()) {
    // The rows that this line of pixels shows, as one.
    const line = Array.from({ length: columns }, (_, column) =>
      ofRow.reduce((sum, share, row) => sum + share * (grid[row * columns + column] ?? 0), 0),
    );
    for (const [x, { shares, fade }] of across.entries()) {
      const value =
        fade * fadeY * shares.reduce((sum, share, column) => sum + share * (line[column] ?? 0), 0);
      heat[y * HEAT_PIXELS + x] = value;
      most = Math.max(most, value);
    }
  }
  const pixels = new Uint8ClampedArray(heat.length * 4);
  for (const [at, value] of heat.entries()) {
    const share = most > 0 ? value / most : 0;
    for (let channel = 0; channel < 3; channel += 1)
      pixels[at * 4 + channel] = COLD[channel] + (HOT[channel] - COLD[channel]) * share;
    // What drove little is left to the photo.
    pixels[at * 4 + 3] = 255 * COVERS * eased(share);
  }
  return pixels;
}
