/**
 * Bends: fixed ways in which all pictures of an animal are bent, so that they show another animal. Its
 * pictures then are as alike as the first one's, and differ from them by the outline alone. A catalogue
 * of twenty animals teaches a network the seas that they were met in; with each of them bent in a few
 * ways it has to learn outlines (measured: docs/embedder.md).
 */
import { streamOf, uniformAt } from '#models/random/counter-random.ts';

/** Dents and bumps of a bend. */
const BUMPS = 8;
/** Points along each side of the kept table; between them it is read bilinearly. */
const POINTS = 49;
/** The table reaches this far from the middle, in half sides of what a network sees. */
const REACH = 1.5;

/** Where each point looks: two numbers a point, in half sides of what is seen. */
type BendTable = Float32Array;
const tables = new Map<number, BendTable>();

/**
 * How far from a point its picture is taken, once bent: along x and y, in half sides of what is seen.
 * @param bend 1 and up; the same number always bends alike
 * @param x along the row, −1 the left edge of what is seen, 1 the right
 */
export function bendAt(bend: number, x: number, y: number): [number, number] {
  const table = tableOf(bend);
  const place = (value: number) =>
    ((Math.min(REACH, Math.max(-REACH, value)) + REACH) / (2 * REACH)) * (POINTS - 1);
  const [px, py] = [place(x), place(y)];
  const [x0, y0] = [Math.min(POINTS - 2, Math.floor(px)), Math.min(POINTS - 2, Math.floor(py))];
  const [fx, fy] = [px - x0, py - y0];
  const at = 2 * (y0 * POINTS + x0);
  const mixed = (axis: number) => {
    const top = table[at + axis] * (1 - fx) + table[at + 2 + axis] * fx;
    const below = at + 2 * POINTS;
    const bottom = table[below + axis] * (1 - fx) + table[below + 2 + axis] * fx;
    return top * (1 - fy) + bottom * fy;
  };
  return [mixed(0), mixed(1)];
}

function tableOf(bend: number): BendTable {
  const known = tables.get(bend);
  if (known !== undefined) return known;
  const table = drawTable(bend);
  tables.set(bend, table);
  return table;
}

/** A stretch, a slant, slow waves, and dents and bumps of a tenth of the picture. */
function drawTable(bend: number): BendTable {
  const stream = streamOf(bend, 'bend');
  let drawn = 0;
  const draw = () => (uniformAt(stream, drawn++) + 1) / 2;
  const around = (reach: number) => (2 * draw() - 1) * reach;
  const stretch = around(0.25);
  const slant = around(0.25);
  const waves = Array.from({ length: 4 }, () => ({
    across: around(2),
    down: around(2),
    phase: around(Math.PI),
    x: around(0.05),
    y: around(0.05),
  }));
  const bumps = Array.from({ length: BUMPS }, () => {
    const turn = around(Math.PI);
    const height = 0.07 + 0.18 * draw();
    return {
      x: around(0.9),
      y: around(0.9),
      radius: 0.09 + 0.15 * draw(),
      dx: height * Math.cos(turn),
      dy: height * Math.sin(turn),
    };
  });
  const table = new Float32Array(2 * POINTS * POINTS);
  for (let row = 0; row < POINTS; row += 1)
    for (let column = 0; column < POINTS; column += 1) {
      const x = (column / (POINTS - 1)) * 2 * REACH - REACH;
      const y = (row / (POINTS - 1)) * 2 * REACH - REACH;
      let dx = stretch * x + slant * y;
      let dy = -stretch * y;
      for (const wave of waves) {
        const height = Math.sin(wave.across * x + wave.down * y + wave.phase);
        dx += wave.x * height;
        dy += wave.y * height;
      }
      for (const bump of bumps) {
        const near = Math.exp(
          -((x - bump.x) ** 2 + (y - bump.y) ** 2) / (2 * bump.radius * bump.radius),
        );
        dx += bump.dx * near;
        dy += bump.dy * near;
      }
      table[2 * (row * POINTS + column)] = dx;
      table[2 * (row * POINTS + column) + 1] = dy;
    }
  return table;
}
